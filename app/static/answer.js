// Draws an answer from the JSON of the contract, as templates/_answer.html does on the server: change both.
"use strict";

window.Zhiqing = (() => {
  const texts = JSON.parse(document.getElementById("texts").textContent);

  /** Fill the blanks of a text: say("answer.year_of", { year: 2024 }). */
  function say(name, values = {}) {
    const text = name.split(".").reduce((part, key) => part[key], texts);
    return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
  }

  /** Make an element: make("a", { class: "chip", href }, "1", child…). Absent children are passed over. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  function drawAnswer(body) {
    return make("div", { class: "answer", "data-kind": body.kind },
      drawHeadline(body), drawText(body), drawFormula(body), drawNotes(body), drawChart(body), drawFigures(body),
      drawCitations(body), drawSuggestions(body),
      make("p", { class: "answer-foot" },
        make("a", { class: "permalink", href: `/answers/${body.turn_id}` }, say("answer.permalink"))));
  }

  function drawHeadline(body) {
    if (body.kind !== "figure" || body.value === null) return null;
    return make("p", { class: "headline", "aria-hidden": "true" },
      make("span", { class: "headline-number" }, shown(body.value)), " ", make("span", { class: "headline-unit" }, body.unit ?? ""));
  }

  function drawText(body) {
    const lines = body.answer.split(/\r?\n/).filter((line) => line.trim());
    const paragraphs = lines.map((line) => make("p", {}, ...pieces(body, line)));
    if (paragraphs.length && body.figures.length < 2 && !paragraphs.some((each) => each.querySelector(".chip"))) {
      const meant = body.figures.map((figure) => figure.citation);
      const marked = body.citations.filter(({ id }) => !meant.length || meant.includes(id));
      paragraphs.at(-1).append(...marked.map(({ id }) => chip(body, id)));
    }
    return make("div", { class: "answer-text" }, ...paragraphs);
  }

  function pieces(body, line) {
    return line.split(/(\[\d+\])/).filter(Boolean).map((piece) => {
      const mark = /^\[(\d+)\]$/.exec(piece);
      return (mark && chip(body, Number(mark[1]))) || piece;
    });
  }

  function chip(body, id) {
    const citation = body.citations.find((each) => each.id === id);
    if (!citation) return null;
    const label = say("answer.cite", { id, title: citation.title, section: citation.section });
    return make("a", { class: "chip", href: citation.url, "aria-label": label }, String(id));
  }

  function drawFormula(body) {
    return body.formula
      ? make("p", { class: "formula" }, make("span", { class: "formula-name" }, say("answer.formula")), ` ${body.formula}`)
      : null;
  }

  function drawNotes(body) {
    if (!body.notes.length) return null;
    return make("ul", { class: "notes", "aria-label": say("answer.notes") }, ...body.notes.map((note) => make("li", {}, note)));
  }

  function drawChart(body) {
    if (!body.chart) return null;
    const drawing = new DOMParser().parseFromString(body.chart.svg, "image/svg+xml").documentElement;
    const title = body.chart.unit ? `${body.chart.title}（${body.chart.unit}）` : body.chart.title;
    return make("figure", { class: "chart-figure" }, make("figcaption", {}, title), document.importNode(drawing, true));
  }

  /** What differs between the figures has a column, what they share stands in the caption. */
  function drawFigures(body) {
    if (body.figures.length < 2) return null;
    const cells = body.figures.map(named);
    const names = ["agency", "year", "label"];
    const shared = names.filter((name) => new Set(cells.map((cell) => cell[name])).size === 1);
    const columns = shared.length === names.length ? ["label"] : names.filter((name) => !shared.includes(name));
    const caption = shared.length ? make("caption", {}, shared.map((name) => cells[0][name]).join(" · ")) : null;
    const head = [...columns, "value", "citations"].map((name) =>
      make("th", { scope: "col", class: name === "value" ? "number" : null }, say(`answer.${name}`)));
    const rows = body.figures.map((figure, place) => make("tr", {},
      ...columns.map((name) => make("td", { class: `col-${name}` }, cells[place][name])),
      make("td", { class: "number" }, figure.value === null ? "—" : `${shown(figure.value)} ${figure.unit}`),
      make("td", {}, chip(body, figure.citation))));
    const table = make("table", { class: "figures" }, caption, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
    return make("div", { class: "table-scroll", role: "group", tabindex: "0", "aria-label": say("answer.figures") }, table);
  }

  function named({ agency, year, label, applicant }) {
    const part = applicant && applicant !== "total" ? say(`applicants.${applicant}`) : null;
    return { agency, year: say("answer.year_of", { year }), label: part ? say("answer.of", { label, part }) : label };
  }

  function shown(value) {
    return value.toLocaleString("en-US", { maximumFractionDigits: 20 });
  }

  function drawCitations(body) {
    const count = body.citations.length;
    if (!count) return null;
    const list = make("ol", { class: "citation-list" }, ...body.citations.map((citation) => make("li", {}, drawCitation(citation))));
    return count > 3
      ? make("details", { class: "citations" }, make("summary", {}, say("answer.all_citations", { count })), list)
      : make("div", { class: "citations" }, make("p", { class: "small-heading" }, say("answer.citations")), list);
  }

  function drawCitation(citation) {
    const quote = citation.quote
      ? make("span", { class: "citation-quote" }, make("span", { class: "muted" }, say("answer.printed")), citation.quote)
      : null;
    const place = citation.place ? make("span", { class: "citation-place" }, citation.place) : null;
    return make("a", { class: "citation", href: citation.url },
      make("span", { class: "citation-number", "aria-hidden": "true" }, String(citation.id)),
      make("span", { class: "citation-body" },
        make("span", { class: "citation-title" }, `${citation.agency} · ${say("answer.year_of", { year: citation.year })}`),
        make("span", { class: "citation-section" }, citation.section), place, quote),
      make("span", { class: "citation-open" }, say("answer.open")));
  }

  function drawSuggestions(body) {
    if (!body.suggestions.length) return null;
    const heading = body.kind === "clarify" ? "answer.choices" : "answer.suggestions";
    const pills = body.suggestions.map((question) => make("li", {},
      make("a", { class: "pill", "data-ask": question, href: `/ask?q=${encodeURIComponent(question)}` }, question)));
    return make("div", { class: "suggestions" }, make("p", { class: "small-heading" }, say(heading)), make("ul", { class: "pills" }, ...pills));
  }

  return { say, make, drawAnswer };
})();
