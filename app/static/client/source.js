// The panel that shows where a number stands: beside the answer, or over the whole of a narrow screen.

/** Make the panel in `home`; links that carry data-source open it. Returns open(link). */
function makeSourcePanel(home, { ask, say }) {
  const title = make("h2", { class: "panel-title", id: "panel-title" });
  const shut = make("button", { class: "room-button", type: "button", "aria-label": say("source.close"), title: say("source.close") }, icon("M6 6l12 12M18 6L6 18"));
  const body = make("div", { class: "panel-body", tabindex: "-1" });
  const panel = make("dialog", { class: "source-panel", "aria-labelledby": "panel-title", lang: say.language },
    make("div", { class: "panel-head" }, title, shut), body);
  shut.addEventListener("click", () => panel.close());
  // The dialog is wholly covered by its content: a click on itself is one beside it.
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  panel.addEventListener("close", () => panel.from?.scrollIntoView({ block: "nearest" }));
  home.append(panel);

  async function open(link) {
    const address = new URL(link.href);
    panel.from = link;
    title.textContent = say("source.title", { id: link.dataset.source });
    body.replaceChildren(make("p", { class: "waiting", role: "status" }, say("source.loading")));
    if (!panel.open) hold(link, () => panel.showModal());
    const wanted = panel.wanted = Symbol(address.href);
    try {
      const source = await ask(`/embed/source${address.pathname.replace(/^\/reports/, "")}${address.search}`);
      if (panel.wanted !== wanted) return;
      body.replaceChildren(source);
      showPlace(body);
    } catch (error) {
      if (panel.wanted === wanted) body.replaceChildren(troubleWith(error, say, () => open(link)));
    }
  }

  return (event) => {
    const link = event.target.closest?.("a[data-source]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  };
}

/** Change the page so that a link stays where the reader has it in sight: the answer makes room for its source. */
function hold(link, change) {
  const before = link.getBoundingClientRect().top;
  change();
  scrollBy({ top: link.getBoundingClientRect().top - before, behavior: "instant" });
}

function showPlace(body) {
  const place = body.querySelector("mark");
  restTables(body);
  (place?.closest("td") ?? place ?? body).scrollIntoView({ block: "nearest", inline: "nearest" });
  (place ?? body).focus({ preventScroll: true });
}

/** A table that does not scroll needs no stop for the keyboard, and no word that it does. */
function restTables(element) {
  for (const region of element.querySelectorAll(".table-scroll")) {
    if (region.scrollWidth > region.clientWidth) continue;
    region.removeAttribute("tabindex");
    const hint = region.previousElementSibling;
    if (hint?.matches(".scroll-hint")) hint.hidden = true;
  }
}
