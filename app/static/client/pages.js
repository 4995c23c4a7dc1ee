// Our own pages: every one works without this script.

const say = wordsOf(document.body);
const ask = connect(location.origin, say.language);
const dress = makeTools(document, { ask, say });
document.addEventListener("click", makeSourcePanel(document.body, { ask, say }));
bindPreferences();
bindReport();
dress(document);
restTables(document);

const room = document.querySelector("[data-room]");
if (room) startChat(room, { ask, say, dress, key: "zhiqing.conversation" });
// On paper nothing can be unfolded.
addEventListener("beforeprint", () => { for (const each of document.querySelectorAll("details.citations")) each.open = true; });
if (location.hash === "#print") addEventListener("load", () => window.print());
