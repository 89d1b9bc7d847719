// Full-text search over the index that Pagefind made. Nothing is loaded until something is asked.
// No module, so that a copy opened from disk can at least say why it finds nothing.

"use strict";
{
  const PAGE = 10;
  const FILTERS = ["tag", "author", "year"];

  const words = JSON.parse(document.getElementById("search-words").textContent);
  const onDisk = location.protocol === "file:"; // from where browsers fetch nothing
  const place = document.getElementById("search");
  const form = document.querySelector("form.search");
  const input = form.elements.q;
  const [filters, status, found, more] = ["filters", "status", "found", "more"].map((name) =>
    place.querySelector(`.${name}`),
  );

  // Letters, digits and parted words as the index has them, and as they were written: see src/sitegen/folding.py.
  const [PERSIAN, ARABIC] = [
    { "\u064a": "\u06cc", "\u0643": "\u06a9" },
    { "\u064a": "\u0649" },
  ];
  for (let digit = 0; digit < 10; digit += 1) {
    PERSIAN[digit] = String.fromCharCode(0x06f0 + digit);
    ARABIC[digit] = String.fromCharCode(0x0660 + digit);
  }
  const NAMED = { "\u2033": '"', "\u2216": "\\" }; // in names of tags and authors
  const FOLDED = Object.fromEntries([PERSIAN, ARABIC].flatMap(Object.entries).map(([to, from]) => [from, to]));
  const folded = (text) => text.replace(/[\u06cc\u0649\u06a9\u06f0-\u06f9\u0660-\u0669]/g, (one) => FOLDED[one]);
  const asWritten = (text) =>
    text.replaceAll("-\u034f", "").replace(/(.)\u034f(\u034f?)/g, (all, one, second) => (second ? ARABIC : PERSIAN)[one] ?? NAMED[one] ?? all);

  const state = { asked: 0, chosen: {}, results: [], shown: 0 };

  // The index of a large archive is in shards, some years in each: folders besides the engine's own. A filter that
  // no reader sees tells them apart.
  const folders = place.dataset.shards?.split(" ").filter(Boolean) ?? [];
  const shards = folders.length ? [{ shard: "0" }, ...folders.map((folder, number) => ({ shard: `${number + 1}` }))] : [{}];

  let engine;
  let tries = 0;
  function load() {
    const address = new URL(place.dataset.engine, document.baseURI);
    if (tries) address.hash = tries; // browsers remember by its address that a module could not be loaded
    engine ??= import(address).then(async (pagefind) => {
      const root = new URL(place.dataset.root, document.baseURI); // maybe index.html
      const baseUrl = new URL(".", root).pathname;
      const [own, ...others] = shards.map((mergeFilter) => ({ baseUrl, excerptLength: 34, mergeFilter }));
      await pagefind.options(own);
      await Promise.all(others.map((options, number) => pagefind.mergeIndex(new URL(folders[number], document.baseURI).href, options)));
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
    if (onDisk) return clear(words.failed);
    status.textContent = words.searching;
    try {
      const pagefind = await load();
      const answers = await answersTo(pagefind, query);
      if (turn !== state.asked) return;
      const { shown, absent } = best(answers);
      if (!shown.length) return clear(absent.length ? absence(absent) : words.none);
      showFilters(summed(shown.map((answer) => answer.filters)));
      state.results = shown.flatMap((answer) => answer.results).sort((one, other) => other.score - one.score);
      state.shown = 0;
      found.replaceChildren();
      status.textContent = absent.length ? similar(absent) : count(state.results.length);
      await show(turn);
    } catch (fault) {
      engine = undefined; // a lost connection may come back: the next question tries again
      tries += 1;
      if (turn === state.asked) clear(words.failed);
      console.info(fault);
    }
  }

  // What the index answers: at once, or by itself each shard that does not know a word and may mean another.
  async function answersTo(pagefind, query) {
    const all = await answerTo(pagefind, query, {});
    if (!all.results.length) return [all];
    const unknown = await unknownWords(pagefind, query);
    const asked = shards.map((shard, number) => [shard, unknown[number]]).filter(([shard]) => countIn(shard, all));
    const doubtful = asked.filter(([, missing]) => missing.length);
    if (!doubtful.length) return [all];
    const sure = asked.filter(([, missing]) => !missing.length).map(([{ shard }]) => shard);
    const answers = doubtful.map(([shard, missing]) => answerTo(pagefind, query, shard, missing));
    return Promise.all(sure.length ? [answerTo(pagefind, query, { shard: { any: sure } }), ...answers] : answers);
  }

  async function answerTo(pagefind, query, shard, unknown = []) {
    const { results, filters } = await pagefind.search(folded(query), { filters: { ...chosenFilters(), ...shard } });
    const records = unknown.length ? await recordsOf(results.slice(0, PAGE)) : [];
    const absent = absentWords(unknown, records);
    return { results, filters, absent, close: absent.every((word) => hasSimilar(word, records)) };
  }

  const countIn = ({ shard }, { results, filters }) => (shard ? (filters.shard?.[shard] ?? 0) : results.length);

  // The answers to be shown: those that have all words, else those of similar words; and the words that none has.
  function best(answers) {
    const found = answers.filter((answer) => answer.results.length);
    const whole = found.filter((answer) => !answer.absent.length);
    if (whole.length || !found.length) return { shown: whole.length ? whole : answers, absent: [] };
    const absent = found[0].absent.filter((word) => found.every((answer) => answer.absent.includes(word)));
    return { shown: absent.length ? found.filter((answer) => answer.close) : [], absent };
  }

  // How many articles each tag, author and year has in several answers.
  function summed(counts) {
    const sums = {};
    for (const [name, values] of counts.flatMap(Object.entries)) {
      sums[name] ??= {};
      for (const [value, n] of Object.entries(values)) sums[name][value] = (sums[name][value] ?? 0) + n;
    }
    return sums;
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

  const absence = (absent) => absent.map((word) => words.absent.replace("{word}", () => `\u2068${word}\u2069`)).join(" ");

  function similar(absent) {
    return `${absence(absent)} ${words.similar.replace("{n}", number(state.results.length))}`;
  }

  function number(value) {
    return value.toLocaleString(document.documentElement.lang);
  }

  async function show(turn) {
    const next = state.results.slice(state.shown, state.shown + PAGE);
    const records = await recordsOf(next);
    if (turn !== state.asked) return undefined;
    const rows = records.map(row);
    found.append(...rows);
    state.shown += rows.length;
    more.hidden = state.shown >= state.results.length;
    return rows[0];
  }

  const recordsOf = (results) => Promise.all(results.map((result) => result.data()));

  function row(record) {
    const link = element("a", { href: record.url, textContent: asWritten(record.meta.title) });
    const title = element("h2");
    title.append(link);
    const excerpt = element("p", { dir: "auto" });
    excerpt.append(...marked(record.excerpt));
    const what = element("div", { className: "what" });
    what.append(title, excerpt);
    const item = element("li", { className: "card" });
    item.append(element("p", { className: "when", textContent: asWritten(record.meta.date ?? "") }), what);
    return item;
  }

  // The excerpt's text and its marks; any other element gives only its text.
  function marked(html) {
    return nodesOf(html).map((node) => {
      const textContent = asWritten(node.textContent);
      return node.nodeName === "MARK" ? element("mark", { textContent }) : textContent;
    });
  }

  const nodesOf = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes];

  // --- words that no article has ---
  // Pagefind answers a word that it does not know with the articles of its longest beginning that it knows,
  // a helicopter with all that have "he". Where people look for evidence, that reads as a fact.

  const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

  // For each shard, the words asked for that it does not know, in any form of the same word.
  async function unknownWords(pagefind, query) {
    const asked = query.includes('"') ? [] : wordsOf(query);
    const known = await Promise.all(asked.map((word) => pagefind.search(`"${folded(word)}"`)));
    return shards.map((shard) => asked.filter((_, number) => !countIn(shard, known[number])));
  }

  // Those of a shard's that do not stand in the answer's first articles, as they are or as the beginning of a longer one.
  function absentWords(unknown, records) {
    const texts = records.map((record) => {
      const text = [record.content, ...Object.values(record.meta)].join(" ");
      return plain(`${text} ${text.replaceAll("\u200c", " ")}`); // the parts of a word are words, too
    });
    return unknown.filter((word) => !texts.some((text) => beginning(plain(word)).test(text)));
  }

  function wordsOf(query) {
    if (!Intl.Segmenter) return query.split(/\s+/);
    const segmenter = new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
    return [...segmenter.segment(query)].filter((part) => part.isWordLike).map((part) => part.segment);
  }

  function beginning(word) {
    const start = SPACELESS.test(word) ? "" : "(?<![\\p{L}\\p{N}])";
    return new RegExp(start + word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "u");
  }

  // Whether what was found instead has more than half of the word: its singular, say, or a word spelt alike.
  function hasSimilar(word, records) {
    const marks = records.flatMap((record) => nodesOf(record.excerpt).filter((node) => node.nodeName === "MARK"));
    const least = plain(word).slice(0, Math.floor(plain(word).length / 2) + 1);
    return marks.some((mark) => beginning(least).test(plain(mark.textContent)));
  }

  // As Pagefind compares: without case, accents, and marks that are not seen.
  function plain(text) {
    return folded(asWritten(text)).normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase();
  }

  // --- parts of the page ---

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
    const forwards = ([one], [other]) => asWritten(one).localeCompare(asWritten(other), document.documentElement.lang, { numeric: true });
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
    if (name !== "year") return `\u2068${asWritten(value)}\u2069`;
    return Number(value).toLocaleString(document.documentElement.lang, { useGrouping: false });
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
  if (onDisk) clear(words.failed);
  else if (input.value) ask();
}
