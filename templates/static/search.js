// Full-text search over the index that Pagefind made. Nothing is loaded until something is asked.
// No module, so that a copy opened from disk can at least say why it finds nothing.

"use strict";
{
  const PAGE = 10;
  const FILTERS = ["tag", "author", "year"];

  const words = JSON.parse(document.getElementById("search-words").textContent);
  const place = document.getElementById("search");
  const form = document.querySelector("form.search");
  const input = form.elements.q;
  const [filters, status, found, more] = ["filters", "status", "found", "more"].map((name) =>
    place.querySelector(`.${name}`),
  );

  const state = { asked: 0, chosen: {}, results: [], shown: 0 };

  let engine;
  let tries = 0;
  function load() {
    const address = new URL(place.dataset.engine, document.baseURI);
    if (tries) address.hash = tries; // browsers remember by its address that a module could not be loaded
    engine ??= import(address).then(async (pagefind) => {
      await pagefind.options({ baseUrl: new URL(place.dataset.root, document.baseURI).pathname, excerptLength: 34 });
      await pagefind.filters(); // without it, answers do not count tags, authors and years
      return pagefind;
    });
    return engine;
  }

  async function ask() {
    const query = input.value.trim();
    const turn = ++state.asked;
    remember(query);
    if (!query) return clear("");
    if (location.protocol === "file:") return clear(words.failed); // browsers fetch nothing from disk
    status.textContent = words.searching;
    try {
      const pagefind = await load();
      const answer = await pagefind.search(query, { filters: chosenFilters() });
      if (turn !== state.asked) return;
      showFilters(answer.filters);
      state.results = answer.results;
      state.shown = 0;
      found.replaceChildren();
      status.textContent = count(answer.results.length);
      await show(turn);
    } catch (fault) {
      engine = undefined; // a lost connection may come back: the next question tries again
      tries += 1;
      if (turn === state.asked) clear(words.failed);
      console.info(fault);
    }
  }

  function clear(message) {
    state.results = [];
    state.shown = 0;
    found.replaceChildren();
    filters.hidden = more.hidden = true;
    status.textContent = message;
  }

  function count(total) {
    if (!total) return words.none;
    return words.found.replace("{n}", number(total));
  }

  function number(value) {
    return value.toLocaleString(document.documentElement.lang);
  }

  async function show(turn) {
    const next = state.results.slice(state.shown, state.shown + PAGE);
    const records = await Promise.all(next.map((result) => result.data()));
    if (turn !== state.asked) return undefined;
    const rows = records.map(row);
    found.append(...rows);
    state.shown += rows.length;
    more.hidden = state.shown >= state.results.length;
    return rows[0];
  }

  function row(record) {
    const link = element("a", { href: record.url, textContent: record.meta.title });
    const title = element("h2");
    title.append(link);
    const excerpt = element("p", { dir: "auto" });
    excerpt.append(...marked(record.excerpt));
    const what = element("div", { className: "what" });
    what.append(title, excerpt);
    const item = element("li", { className: "card" });
    item.append(element("p", { className: "when", textContent: record.meta.date ?? "" }), what);
    return item;
  }

  // The excerpt's text and its marks; any other element gives only its text.
  function marked(html) {
    const nodes = new DOMParser().parseFromString(html, "text/html").body.childNodes;
    return [...nodes].map((node) =>
      node.nodeName === "MARK" ? element("mark", { textContent: node.textContent }) : node.textContent,
    );
  }

  function element(name, properties = {}) {
    return Object.assign(document.createElement(name), properties);
  }

  function chosenFilters() {
    return Object.fromEntries(Object.entries(state.chosen).filter(([, value]) => value));
  }

  function showFilters(counts) {
    const selects = FILTERS.filter((name) => counts?.[name]).map((name) => select(name, counts[name]));
    const focused = document.activeElement?.dataset?.filter;
    filters.replaceChildren(...selects);
    filters.hidden = !selects.length;
    if (focused) filters.querySelector(`[data-filter="${focused}"]`)?.focus();
  }

  function select(name, counts) {
    const choice = element("select", { ariaLabel: words[name] });
    choice.dataset.filter = name;
    choice.append(element("option", { value: "", textContent: words[name] }));
    const values = Object.entries(counts).filter(([value, n]) => n || value === state.chosen[name]);
    const forwards = ([one], [other]) => one.localeCompare(other, document.documentElement.lang);
    values.sort(name === "year" ? (one, other) => forwards(other, one) : forwards);
    for (const [value, n] of values) {
      const option = element("option", { value, textContent: `${label(name, value)} (${number(n)})` });
      option.selected = value === state.chosen[name];
      choice.append(option);
    }
    choice.addEventListener("change", () => {
      state.chosen[name] = choice.value;
      ask();
    });
    return choice;
  }

  function label(name, value) {
    return name === "year" ? Number(value).toLocaleString(document.documentElement.lang, { useGrouping: false }) : value;
  }

  function remember(query) {
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  }

  function move(event) {
    const links = [...found.querySelectorAll("a")];
    const here = links.indexOf(document.activeElement);
    const inside = here >= 0 || document.activeElement === input;
    if (!inside || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
    if (event.key === "Escape" && here < 0) return;
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Escape: -1 }[event.key];
    (links[Math.min(next, links.length - 1)] ?? input).focus();
    event.preventDefault();
  }

  let pause;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, 200);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    ask();
  });
  more.addEventListener("click", async () => {
    const first = await show(state.asked);
    first?.querySelector("a").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      input.focus();
    } else move(event);
  });

  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) ask();
}
