// Added to a page by the preview: reloads it when it changes, and shows errors over it.
(() => {
  let seen = null, box = null;
  const here = decodeURI(location.pathname).replace(/index\.html$/, "");
  const source = new EventSource("/.sitegen/events");
  source.onmessage = (message) => {
    const state = JSON.parse(message.data);
    const first = seen === null;
    if (!first && state.number !== seen) act(state);
    seen = state.number;
    show(state.errors);
  };
  function act(state) {
    if (state.errors.length) return;
    if (state.styles_only && !box) return restyle();
    const missed = state.number !== seen + 1;
    if (missed || box || state.changed === null || state.changed.includes(here)) location.reload();
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
      h2 { font-size: 1rem; margin: 0 0 .5rem; } section { margin-block: .75rem; }
      code, pre { font-family: ui-monospace, monospace; } pre { background: #0006; padding: .5rem; overflow: auto; margin: .25rem 0; }
      .hint { color: #ffd9a0; }`);
    box.shadowRoot.adoptedStyleSheets = [sheet];
    const title = document.createElement("h2");
    title.textContent = errors.length === 1 ? "1 error" : errors.length + " errors";
    box.shadowRoot.replaceChildren(title, ...errors.map((problem) => {
      const part = document.createElement("section");
      const line = (name, text, kind) => {
        const node = document.createElement(name);
        node.textContent = text;
        if (kind) node.className = kind;
        part.append(node);
      };
      line("code", problem.path + ":" + problem.line + ":" + problem.column);
      line("div", problem.message);
      if (problem.excerpt.length) line("pre", problem.excerpt.join("\n"));
      if (problem.hint) line("div", problem.hint, "hint");
      return part;
    }));
  }
})();
