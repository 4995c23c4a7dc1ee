// A conversation: asks, shows each answer, keeps the turns over a reload, and says in words what went wrong.

const HIDDEN_KEYS = 229; // what a browser reports while an input method is composing

/** Start the conversation of a room (the home page, or the chat in a portal). `key` is its place in the tab's storage. */
function startChat(room, { ask, say, dress, key, scope }) {
  const form = room.querySelector("[data-ask-form]");
  const box = form.elements.q;
  const send = form.querySelector("button[type=submit]");
  const log = room.querySelector("[data-log]");
  const again = room.querySelector("[data-again]");
  const status = room.querySelector("[data-status]");
  let conversation = recall();
  let busy = false;

  function recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(key));
      if (kept && Array.isArray(kept.turns) && kept.turns.every((each) => each.turn && each.question)) return kept;
    } catch { /* storage is off, or holds something else: begin anew */ }
    return { id: null, turns: [] };
  }

  function keep() {
    try {
      sessionStorage.setItem(key, JSON.stringify(conversation));
    } catch { /* storage is off or full: the conversation lasts until the page is left */ }
  }

  const tell = (text) => { status.textContent = text; };

  function openTurn(question) {
    const answer = make("div", { class: "turn-answer", tabindex: "-1", role: "group", "aria-label": say("chat.answer") });
    const asked = make("p", { class: "turn-question" }, make("span", { class: "visually-hidden" }, `${say("chat.you")}：`), question);
    log.append(make("div", { class: "turn" }, asked, answer));
    log.hidden = again.hidden = false;
    room.classList.add("talking");
    return answer;
  }

  function show(answer, content) {
    answer.replaceChildren(content);
    dress(answer);
    restTables(answer);
  }

  const wait = (answer) => answer.replaceChildren(make("p", { class: "waiting" }, say("chat.thinking")));

  async function converse(question, answer = openTurn(question)) {
    if (busy) return;
    busy = send.disabled = true;
    // Whoever types goes on typing; whoever tapped a question, or has a screen keyboard over the answer, is taken to it.
    const typing = room.getRootNode().activeElement === box && !matchMedia("(pointer: coarse)").matches;
    wait(answer);
    tell(say("chat.thinking"));
    answer.closest(".turn").scrollIntoView({ block: "start" });
    const slow = () => { answer.firstChild.textContent = say("chat.slow"); tell(say("chat.slow")); };
    try {
      const drawn = await ask("/api/chat", { data: { question, conversation_id: conversation.id, scope }, slow });
      conversation.id = drawn.dataset.conversation;
      conversation.turns.push({ question, turn: drawn.dataset.turn });
      keep();
      show(answer, drawn);
      tell(`${say("chat.answer")}：${answer.querySelector(".answer-text").textContent.trim()}`);
    } catch (error) {
      tell("");
      answer.replaceChildren(troubleWith(error, say, () => converse(question, answer)));
    }
    busy = send.disabled = false;
    if (!typing) answer.focus({ preventScroll: true });
    answer.closest(".turn").scrollIntoView({ block: "start" });
  }

  async function replay({ question, turn }, answer = openTurn(question)) {
    wait(answer);
    try {
      show(answer, await ask(`/embed/answers/${encodeURIComponent(turn)}?conversation=${encodeURIComponent(conversation.id)}`));
    } catch (error) {
      answer.replaceChildren(troubleWith(error, say, () => replay({ question, turn }, answer)));
    }
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

  room.addEventListener("click", (event) => {
    const pill = event.target.closest?.("[data-ask]");
    if (!pill || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (!busy) converse(pill.dataset.ask);
  });

  again.addEventListener("click", () => {
    conversation = { id: null, turns: [] };
    keep();
    log.replaceChildren();
    tell("");
    log.hidden = again.hidden = true;
    room.classList.remove("talking");
    box.focus();
  });

  bindDictation(form.querySelector("[data-do=dictate]"), box, say, tell);
  return Promise.all(conversation.turns.map((turn) => replay(turn)))
    .then(() => log.lastElementChild?.scrollIntoView({ block: "start", behavior: "instant" }));
}
