// Added to a page by the preview: reloads it when it changes, and shows errors over it.
(() => {
  const MOST = 20; // errors shown
  let {run, state: seen} = document.currentScript.dataset, source = null, box = null;
  seen = Number(seen);
  const here = decodeURI(location.pathname).replace(/index\.html$/, "");
  // A browser has six lines to a server, and each page that listens keeps one: so only those listen that are seen.
  document.addEventListener("visibilitychange", listen);
  listen();
  function listen() {
    source?.close();
    source = document.hidden ? null : new EventSource("/.sitegen/events");
    if (source) source.onmessage = hear;
  }
  function hear(message) {
    const state = JSON.parse(message.data);
    if (state.run !== run || state.number !== seen) act(state);
    seen = state.number;
    show(state.errors);
  }
  function act(state) {
    const missed = state.run !== run || state.number !== seen + 1, mended = box && !state.errors.length;
    if (state.styles_only && !missed && !mended) return restyle();
    if (missed || mended || state.changed === null || state.changed.includes(here)) location.reload();
  }
  function restyle() {
    for (const old of document.querySelectorAll('link[rel="stylesheet"]')) {
      const fresh = old.cloneNode();
      const url = new URL(old.href);
      url.searchParams.set("preview", Date.now());
      fresh.href = url.href;
      fresh.onload = () => old.remove();
      old.after(fresh);
    }
  }
  function show(errors) {
    if (!errors.length) { if (box) box.remove(); box = null; return; }
    if (!box) {
      box = document.createElement("sitegen-errors");
      box.attachShadow({mode: "open"});
      document.body.append(box);
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :host { position: fixed; inset: auto 0 0 0; max-block-size: 70vh; overflow: auto; z-index: 9999; direction: ltr;
        background: #2a0f12; color: #fff; font: 15px/1.5 system-ui, sans-serif; padding: 1rem 1.25rem; }
      summary { font-weight: bold; cursor: pointer; } section { margin-block: .75rem; }
      code, pre { font-family: ui-monospace, monospace; } pre { background: #0006; padding: .5rem; overflow: auto; margin: .25rem 0; }
      .hint { color: #ffd9a0; }`);
    box.shadowRoot.adoptedStyleSheets = [sheet];
    const details = document.createElement("details");
    const add = (parent, name, text, kind) => {
      const node = document.createElement(name);
      node.textContent = text;
      if (kind) node.className = kind;
      parent.append(node);
      return node;
    };
    add(details, "summary", errors.length === 1 ? "1 error" : errors.length + " errors");
    for (const problem of errors.slice(0, MOST)) {
      const part = add(details, "section", "");
      add(part, "code", problem.path + ":" + problem.line + ":" + problem.column);
      add(part, "div", problem.message);
      if (problem.excerpt.length) add(part, "pre", problem.excerpt.join("\n"));
      if (problem.hint) add(part, "div", problem.hint, "hint");
    }
    if (errors.length > MOST) add(details, "div", "and " + (errors.length - MOST) + " more: “sitegen check” names them all", "hint");
    // Who folds the list away has seen it: it stays so, reloads included, until it is another one.
    const list = JSON.stringify(errors);
    details.open = sessionStorage.getItem("sitegen-seen") !== list;
    details.ontoggle = () => sessionStorage.setItem("sitegen-seen", details.open ? "" : list);
    box.shadowRoot.replaceChildren(details);
  }
})();
