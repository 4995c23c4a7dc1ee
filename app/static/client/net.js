// Asking the server for something drawn.
//
// XMLHttpRequest and not fetch: it hands over HTML as a parsed document in which no script runs, so that nothing here
// ever turns a string into HTML; a portal's policy that demands trusted types has nothing to object to.

const PATIENCE = 20000; // an answer takes milliseconds; what takes longer than this is the network
const SLOW = 4000; // after this a reader wants to hear that something is still going on
const SECONDS_TO_WAIT = 60; // where a server says "too often" without saying how long

/** Something went wrong; `kind` names the words for it under "chat". */
class Trouble extends Error {
  constructor(kind, values = {}) {
    super(kind);
    this.kind = kind;
    this.values = values;
  }
}

/**
 * Connect to the server at an origin. Returns ask(path, { data, slow, drawn }), which resolves with the element that
 * the server drew, prepared (null where `drawn` is false: only success matters), or rejects with a Trouble.
 */
function connect(base, language, prepare = () => {}) {
  return (path, { data, slow, drawn = true } = {}) => new Promise((resolve, reject) => {
    if (navigator.onLine === false) throw new Trouble("offline");
    const request = new XMLHttpRequest();
    request.open(data ? "POST" : "GET", new URL(path, base));
    request.responseType = "document";
    request.setRequestHeader("Accept", "text/html");
    request.setRequestHeader("Accept-Language", language);
    if (data) request.setRequestHeader("Content-Type", "application/json");
    const timers = [setTimeout(() => { reject(new Trouble("timeout")); request.abort(); }, PATIENCE)];
    if (slow) timers.push(setTimeout(slow, SLOW));
    request.onloadend = () => {
      timers.forEach(clearTimeout);
      try {
        resolve(arrived(request, drawn && prepare));
      } catch (error) {
        reject(error);
      }
    };
    request.send(data && JSON.stringify(data));
  });
}

function arrived(request, prepare) {
  if (request.status === 0) throw new Trouble("offline");
  if (request.status === 429) throw new Trouble("busy", { seconds: request.getResponseHeader("Retry-After") || SECONDS_TO_WAIT });
  const sent = request.response?.body?.firstElementChild;
  if (request.status >= 400) {
    const problem = sent?.hasAttribute("data-problem") && sent.textContent;
    throw problem ? new Trouble("failed", { detail: problem }) : new Trouble("unreadable");
  }
  if (!prepare) return null;
  // A network that wants a log-in first answers with a page of its own.
  if (!sent || !(sent.hasAttribute("data-turn") || sent.hasAttribute("data-source-of") || sent.hasAttribute("data-room"))) throw new Trouble("unreadable");
  prepare(sent);
  return document.importNode(sent, true);
}

/** In a portal's page every address is the chat's, and none takes the reader away from the portal. */
function leadAway(element) {
  for (const link of element.querySelectorAll("a[href]:not([href^='#'])")) {
    link.setAttribute("href", link.href);
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
  }
  for (const form of element.querySelectorAll("form[action]")) form.setAttribute("action", form.action);
}
