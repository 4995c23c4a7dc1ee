// The words of the interface, and making elements.

/** Read the words that an element carries: say("chat.busy", { seconds: 42 }) fills the blanks of a text. */
function wordsOf(element) {
  const words = JSON.parse(element.dataset.words);
  const say = (name, values = {}) => {
    const text = name.split(".").reduce((part, key) => part[key], words);
    return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
  };
  say.language = words.language;
  return say;
}

/** Make an element: make("p", { class: "waiting" }, "…", child). */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Make a drawing of one path, for a button. */
function icon(path) {
  const SVG = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["focusable", "false"]]) drawing.setAttribute(name, value);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

/** What trouble looks like everywhere: said in words, with a way to try again. */
function troubleWith(error, say, again) {
  const retry = make("button", { class: "button quiet", type: "button" }, say("chat.retry"));
  retry.addEventListener("click", again);
  return make("div", { class: "trouble", role: "alert" }, make("p", {}, say(`chat.${error.kind ?? "unreadable"}`, error.values)), retry);
}
