// The chat in a portal's page: one line there brings it.
//
//   <script src="https://…/widget.js" data-agency="…" defer></script>
//
// It lives in a shadow root, so no style of the portal reaches in and none of its own reaches out. At first only the
// button is there; the room is asked for when somebody is about to open it.

const NAME = "zhiqing-chat";
const own = document.currentScript;
const base = new URL(own.src).origin;

function languageOf(wish) {
  if (wish in GIVEN.words) return wish;
  if (/^zh-(hant|tw|hk|mo)/i.test(wish)) return "zh-Hant";
  return /^en\b/i.test(wish) ? "en" : "zh-Hans";
}

class ZhiqingChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.agency = own.dataset.agency?.trim() ?? "";
    this.year = Number(own.dataset.year) || undefined;
    this.language = languageOf(own.dataset.lang || document.documentElement.lang);
    this.key = `zhiqing.${base}.${this.agency}`;
    this.ask = connect(base, this.language, leadAway);
    this.build();
    // In the top layer no stacking order, transform or clipping of the portal's page matters.
    if (this.showPopover) {
      this.popover = "manual";
      this.showPopover();
    }
    if (stored("sessionStorage", `${this.key}.open`)) this.open({ quietly: true });
  }

  build() {
    const words = GIVEN.words[this.language];
    const shadow = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(GIVEN.css);
    shadow.adoptedStyleSheets = [sheet];
    this.launcher = make("button", { class: "launcher", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" },
      icon("M5 5.5h14a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-7L7.5 20v-3.5H5A1.5 1.5 0 0 1 3.5 15V7A1.5 1.5 0 0 1 5 5.5zM8 9.5h8M8 12.7h5"), words.open);
    this.window = make("dialog", { class: "window", "aria-label": words.title });
    this.home = make("div", { class: "zhiqing", lang: this.language }, this.launcher, this.window);
    if (stored("localStorage", "zhiqing.size")) this.home.dataset.size = "large";
    shadow.append(this.home);
    this.launcher.addEventListener("click", () => this.open());
    for (const sign of ["pointerenter", "focus"]) this.launcher.addEventListener(sign, () => this.room().catch(() => {}), { once: true });
    this.window.addEventListener("close", () => this.closed());
    this.window.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.isComposing) this.window.close(); });
    // The portal's own keys ("/" for its search, say) are not meant while somebody types here.
    for (const press of ["keydown", "keyup", "keypress"]) shadow.addEventListener(press, (event) => event.stopPropagation());
  }

  room() {
    this.asked ??= this.ask(`/embed/room?agency=${encodeURIComponent(this.agency)}`).catch((error) => {
      this.asked = null;
      if (error.kind === "offline" && base !== location.origin) console.warn(`${NAME}: ${base} did not answer; is ${location.origin} among its ZHIQING_ORIGINS?`);
      throw error;
    });
    return this.asked;
  }

  async open({ quietly = false } = {}) {
    // Over a whole narrow screen it is modal; beside a page it is not.
    if (!this.window.open) matchMedia("(max-width: 40em)").matches ? this.window.showModal() : this.window.show();
    this.launcher.setAttribute("aria-expanded", "true");
    this.launcher.hidden = true;
    store("sessionStorage", `${this.key}.open`, "1");
    if (!this.started) await this.start();
    if (!quietly) (this.window.querySelector("textarea") ?? this.window.querySelector("button"))?.focus();
  }

  async start() {
    const words = GIVEN.words[this.language];
    this.window.replaceChildren(make("p", { class: "waiting window-note", role: "status" }, words.loading));
    try {
      const room = await this.room();
      if (this.started) return;
      this.started = true;
      this.window.replaceChildren(room);
      this.furnish(room);
    } catch (error) {
      const retry = make("button", { class: "button primary", type: "button" }, words.retry);
      const shut = make("button", { class: "button quiet", type: "button" }, words.close);
      retry.addEventListener("click", () => this.open());
      shut.addEventListener("click", () => this.window.close());
      this.window.replaceChildren(make("div", { class: "trouble window-note", role: "alert" }, make("p", {}, words.unreachable), retry, shut));
    }
  }

  furnish(room) {
    const say = wordsOf(room);
    const ask = this.ask;
    const dress = makeTools(this.home, { ask, say });
    this.home.addEventListener("click", makeSourcePanel(this.home, { ask, say }));
    room.querySelector("[data-do=close]").addEventListener("click", () => this.window.close());
    const size = room.querySelector("[data-do=size]");
    const press = () => size.setAttribute("aria-pressed", String(this.home.dataset.size === "large"));
    size.addEventListener("click", () => {
      if (this.home.dataset.size) delete this.home.dataset.size;
      else this.home.dataset.size = "large";
      store("localStorage", "zhiqing.size", this.home.dataset.size ?? "");
      press();
    });
    press();
    const scope = this.agency || this.year ? { agency: this.agency || undefined, year: this.year } : undefined;
    startChat(room, { ask, say, dress, scope, key: this.key });
  }

  closed() {
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    store("sessionStorage", `${this.key}.open`, "");
    this.launcher.focus();
  }
}

function stored(storage, key) {
  try {
    return window[storage].getItem(key);
  } catch {
    return null; // a portal in a sandbox has no storage
  }
}

function store(storage, key, value) {
  try {
    if (value) window[storage].setItem(key, value);
    else window[storage].removeItem(key);
  } catch { /* as above: it is forgotten with the page */ }
}

if (!customElements.get(NAME)) {
  customElements.define(NAME, ZhiqingChat);
  // Beside the body, where the portal's layout does not reach.
  document.documentElement.append(document.createElement(NAME));
}
