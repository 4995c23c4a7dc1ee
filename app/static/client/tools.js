// What can be done with an answer: hear it, copy it, share it, print it, say whether it was of use.

/** Make the tools of every answer under `root` work, those of answers yet to come included. Returns dress(element). */
function makeTools(root, { ask, say }) {
  const reader = makeReader();
  const doings = { read, copy, share, print };

  /** Show what needs script to work. */
  function dress(element) {
    for (const tool of element.querySelectorAll("[data-tools] [data-do][hidden]")) tool.hidden = tool.dataset.do === "read" && !reader;
  }

  const tell = (foot, text) => { foot.querySelector("[data-said-here]").replaceChildren(text); };

  async function read(tool, foot) {
    const rest = () => {
      tool.setAttribute("aria-pressed", "false");
      tool.textContent = say("tools.read");
    };
    if (tool.getAttribute("aria-pressed") === "true") {
      reader.stop();
      return rest();
    }
    tool.setAttribute("aria-pressed", "true");
    tool.textContent = say("tools.stop");
    if (await reader.read(foot.dataset.said, rest)) return;
    rest();
    tell(foot, say("tools.no_voice"));
  }

  async function copy(tool, foot) {
    const link = foot.querySelector(".permalink").href;
    tell(foot, (await toClipboard(`${foot.dataset.copy}\n${link}`, foot)) ? say("tools.copied") : say("tools.not_copied"));
  }

  async function share(tool, foot) {
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      return navigator.share({ title: say("tools.shared"), text: foot.dataset.said, url: tool.href }).catch(() => {});
    }
    if (await toClipboard(tool.href, foot)) return tell(foot, say("tools.link_copied"));
    tell(foot, make("a", { href: tool.href, target: "_blank" }, tool.href));
  }

  function print(tool) {
    if (new URL(tool.href).pathname === location.pathname && new URL(tool.href).origin === location.origin) window.print();
    else window.open(tool.href, "_blank", "noopener");
  }

  root.addEventListener("click", (event) => {
    const tool = event.target.closest?.("[data-tools] [data-do]");
    if (!tool || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    doings[tool.dataset.do](tool, tool.closest("[data-tools]"));
  });

  root.addEventListener("submit", (event) => {
    const form = event.target.closest?.("[data-feedback], [data-reasons]");
    if (!form) return;
    event.preventDefault();
    judge(form, event.submitter);
  });

  async function judge(form, button) {
    const foot = form.closest("[data-tools]");
    const verdicts = foot.querySelector("[data-feedback]");
    const reasons = foot.querySelector("[data-reasons]");
    const verdict = form === reasons ? "useless" : button.value;
    const picked = form === reasons ? [...reasons.querySelectorAll(":checked")].map((box) => box.value) : [];
    const data = { turn_id: verdicts.dataset.feedback, conversation_id: verdicts.elements.conversation.value, verdict, reasons: picked };
    try {
      await ask("/api/feedback", { data, drawn: false });
    } catch (error) {
      return tell(foot, troubleWith(error, say, () => judge(form, button)));
    }
    for (const each of verdicts.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each.value === verdict));
    const asks = verdict === "useless" && form !== reasons;
    reasons.hidden = !asks;
    tell(foot, asks ? "" : say("tools.thanks"));
    if (asks) reasons.querySelector("input[type=checkbox]").focus();
    else if (form === reasons) verdicts.querySelector("[value=useless]").focus();
  }

  return dress;
}

/** Copy a text; `near` is an element in the same tree. Resolves with whether it could. */
async function toClipboard(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* a page without https, or a portal that keeps the clipboard to itself: the old way */ }
  const box = make("textarea", { class: "visually-hidden", "aria-hidden": "true", tabindex: "-1" });
  const before = near.getRootNode().activeElement;
  box.value = text;
  near.append(box);
  box.select();
  const copied = document.execCommand("copy");
  box.remove();
  before?.focus();
  return copied;
}
