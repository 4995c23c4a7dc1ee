// The conversation on the home page: asks the API, keeps the turns over a reload, and says in words what went wrong.
"use strict";

(() => {
  const { say, make, drawAnswer } = window.Zhiqing;
  const KEY = "zhiqing.conversation";
  const PATIENCE = 20000; // an answer takes milliseconds; what takes longer than this is the network
  const HIDDEN_KEYS = 229; // what a browser reports while an input method is composing

  const form = document.querySelector("[data-ask-form]");
  const box = form.elements.q;
  const send = form.querySelector("button[type=submit]");
  const log = document.getElementById("log");
  const again = document.getElementById("again");
  let conversation = recall();
  let busy = false;

  function recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY));
      if (kept && Array.isArray(kept.turns)) return kept;
    } catch { /* storage is off, or holds something else: begin anew */ }
    return { id: null, turns: [] };
  }

  function keep() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(conversation));
    } catch { /* storage is off or full: the conversation lasts until the page is left */ }
  }

  /** Ask the API. Returns the answer, or throws an Error whose message is fit to be shown. */
  async function ask(question) {
    if (navigator.onLine === false) throw new Error(say("chat.offline"));
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const response = await fetch("/api/chat", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ question, conversation_id: conversation.id }),
        signal: stop.signal,
      });
      const body = await response.json();
      if (response.ok) return body;
      if (response.status === 429) throw new Told(say("chat.busy", { seconds: response.headers.get("Retry-After") || 60 }));
      throw new Told(say("chat.failed", { detail: body.detail }));
    } catch (error) {
      if (error instanceof Told) throw error;
      if (error.name === "AbortError") throw new Error(say("chat.timeout"));
      throw new Error(error instanceof SyntaxError ? say("chat.unreadable") : say("chat.offline"));
    } finally {
      clearTimeout(timer);
    }
  }

  class Told extends Error {}

  function openTurn(question) {
    const answer = make("div", { class: "turn-answer", tabindex: "-1", role: "group", "aria-label": say("chat.answer") });
    const asked = make("p", { class: "turn-question" }, make("span", { class: "visually-hidden" }, `${say("chat.you")}：`), question);
    log.append(make("div", { class: "turn" }, asked, answer));
    log.hidden = again.hidden = false;
    document.body.classList.add("talking");
    return answer;
  }

  function show(answer, content) {
    answer.replaceChildren(content);
    for (const region of answer.querySelectorAll(".table-scroll")) {
      // A region that does not scroll needs no stop for the keyboard.
      if (region.scrollWidth <= region.clientWidth) region.removeAttribute("tabindex");
    }
  }

  async function converse(question, answer = openTurn(question)) {
    busy = true;
    send.disabled = true;
    // Whoever types goes on typing; whoever tapped a question, or has a screen keyboard over the answer, is taken to it.
    const typing = document.activeElement === box && !matchMedia("(pointer: coarse)").matches;
    show(answer, make("p", { class: "waiting" }, say("chat.thinking")));
    answer.closest(".turn").scrollIntoView({ block: "start" });
    try {
      const body = await ask(question);
      conversation.id = body.conversation_id;
      conversation.turns.push({ question, body });
      keep();
      show(answer, drawAnswer(body));
    } catch (error) {
      const retry = make("button", { class: "button quiet", type: "button" }, say("chat.retry"));
      retry.addEventListener("click", () => { if (!busy) converse(question, answer); });
      show(answer, make("p", { class: "trouble", role: "alert" }, error.message, retry));
    }
    busy = false;
    send.disabled = false;
    if (!typing) answer.focus({ preventScroll: true });
    answer.closest(".turn").scrollIntoView({ block: "start" });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const question = box.value.trim();
    if (!question || busy) return;
    box.value = "";
    converse(question);
  });

  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === HIDDEN_KEYS) return;
    event.preventDefault();
    form.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    const pill = event.target.closest("[data-ask]");
    if (!pill || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (!busy) converse(pill.dataset.ask);
  });

  again.addEventListener("click", () => {
    conversation = { id: null, turns: [] };
    keep();
    log.replaceChildren();
    log.hidden = again.hidden = true;
    document.body.classList.remove("talking");
    box.focus();
  });

  for (const { question, body } of conversation.turns) show(openTurn(question), drawAnswer(body));
})();
