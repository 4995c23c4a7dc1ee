// Reading aloud and voice input, where the browser has them.
//
// Only voices of the device itself read: others would send the answer to their maker. So it is with listening, unless
// the site decides otherwise.

const VOICE_PATIENCE = 1500; // some browsers name their voices only after a while

/** Make the reader: read(text, done) resolves with true once it reads, false where no voice of the device can. */
function makeReader() {
  const speech = window.speechSynthesis;
  if (!speech) return null;
  const ownVoice = () => speech.getVoices().find((voice) => voice.localService && /^(zh|cmn|yue)/i.test(voice.lang));
  const voiceInTime = () => new Promise((resolve) => {
    const settle = () => resolve(ownVoice());
    if (ownVoice()) settle();
    speech.addEventListener?.("voiceschanged", settle, { once: true });
    setTimeout(settle, VOICE_PATIENCE);
  });
  return {
    async read(text, done) {
      speech.cancel();
      const voice = await voiceInTime();
      if (!voice) return false;
      const words = new SpeechSynthesisUtterance(text);
      words.voice = voice;
      words.lang = voice.lang;
      words.rate = 0.9; // a figure wants to be followed
      words.onend = words.onerror = done;
      speech.speak(words);
      return true;
    },
    stop: () => speech.cancel(),
  };
}

/**
 * Let a button fill a box with what is said; `tell` says what is going on.
 *
 * By default only a recogniser on the reader's own device may listen, and without one there is no button; where the
 * site leaves it to the browser (data-voice="browser"), a line beside the box says so.
 */
async function bindDictation(button, box, say, tell) {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  if (!button || !Recognition) return;
  const language = say("chat.dictate_language");
  const own = button.dataset.voice === "device";
  if (own && !(await listensAtHome(Recognition, language))) return;
  let listening = null;
  button.hidden = false;
  for (const note of button.form.querySelectorAll("[data-heard-by]")) note.hidden = false;
  const rest = () => {
    listening = null;
    button.setAttribute("aria-pressed", "false");
  };
  button.addEventListener("click", () => {
    if (listening) return listening.stop();
    listening = new Recognition();
    listening.lang = language;
    listening.interimResults = true;
    if (own) listening.processLocally = true;
    const before = box.value;
    listening.onresult = (event) => {
      box.value = (before + [...event.results].map((result) => result[0].transcript).join("")).slice(0, box.maxLength);
    };
    listening.onerror = (event) => tell(say(event.error === "not-allowed" ? "chat.dictate_denied" : "chat.dictate_failed"));
    listening.onend = () => { rest(); box.focus(); };
    try {
      listening.start();
      button.setAttribute("aria-pressed", "true");
      tell(say("chat.dictating"));
    } catch {
      rest();
      tell(say("chat.dictate_failed"));
    }
  });
}

/** Say whether a recogniser keeps what it hears on the device: one that does not know the wish would not heed it. */
async function listensAtHome(Recognition, language) {
  if (!Recognition.available || !("processLocally" in Recognition.prototype)) return false;
  try {
    return (await Recognition.available({ langs: [language], processLocally: true })) === "available";
  } catch {
    return false;
  }
}
