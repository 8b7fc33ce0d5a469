// The page of a room. It draws what the kernel says and tells what people do; every rule stands in the kernel.
// Text of people and models becomes text nodes, never HTML.

const PAUSE = 200; // ms of silence after which what is typed is sent
const PATIENCE = 4000; // ms without an answer after which the page says that it is alone

/** Make an element; `on…` are listeners, `false` and null leave an attribute out, text becomes text. */
function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

let numbers = 0;
const unique = (word) => `lw-${word}-${++numbers}`;
const filled = (value) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && !value.length);
const sheet = (fields) => Object.fromEntries(fields.map((f) => [f.name, f.read()]).filter(([, value]) => filled(value)));

/** The line to the kernel: a message gets one answer, or the page is told that nobody is there. */
class Line {
  constructor(model, onSilence, onWord) {
    this.model = model;
    this.waiting = new Map();
    this.onSilence = onSilence;
    this.number = 0;
    model.on("msg:custom", (message) => {
      const answer = this.waiting.get(message.id);
      if (answer) answer(message);
      else if (message.do) onWord(message);
    });
  }

  ask(what, step = "", more = {}) {
    const id = ++this.number;
    return new Promise((resolve) => {
      const silence = setTimeout(() => this.onSilence(), PATIENCE);
      this.waiting.set(id, (message) => {
        clearTimeout(silence);
        this.waiting.delete(id);
        resolve(message);
      });
      this.model.send({ id, do: what, step, ...more });
    });
  }
}

/** What was typed and is not on disk yet, kept by the browser until it is; each tab has its own. */
class Unsaved {
  constructor(session) {
    const tab = sessionStorage.getItem("lw-tab") ?? crypto.randomUUID();
    sessionStorage.setItem("lw-tab", tab);
    this.start = `lw:${session}:`;
    this.tab = tab;
  }

  keep(step, data, base) {
    localStorage.setItem(`${this.start}${step}:${this.tab}`, JSON.stringify({ step, data, base }));
  }

  drop(step) {
    localStorage.removeItem(`${this.start}${step}:${this.tab}`);
  }

  /** Take out all that was left behind for this session, by any tab. */
  take() {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.start));
    return keys.map((key) => {
      const found = JSON.parse(localStorage.getItem(key));
      localStorage.removeItem(key);
      return found;
    });
  }
}

/** One field: a label, its hints, the control, and what is wrong with it. */
function field(asked, value, words, changed) {
  if (asked.shape === "rows") return rows(asked, value ?? [], words, changed);
  const id = unique(asked.name);
  const hint = asked.hints.length ? h("p", { id: `${id}-hint`, class: "lw-hint" }, asked.hints.join(" ")) : null;
  const fault = h("p", { id: `${id}-fault`, class: "lw-fault", hidden: true });
  const described = [hint && `${id}-hint`, `${id}-fault`].filter(Boolean).join(" ");
  const made = control(asked, id, value, words, changed, described);
  const label = asked.shape === "lines" ? `${asked.label} ${words.one_each}` : asked.label;
  const optional = asked.required ? "" : h("span", { class: "lw-quiet" }, ` (${words.may_stay_empty})`);
  const el = made.group
    ? h("fieldset", { class: "lw-field", "aria-describedby": described }, h("legend", {}, label, optional), hint, made.el, fault)
    : h("div", { class: "lw-field" }, h("label", { for: id }, label, optional), hint, made.el, fault);
  const tell = (texts) => {
    fault.hidden = !texts.length;
    fault.textContent = texts.join(" ");
    made.marked.forEach((part) => part.setAttribute("aria-invalid", String(Boolean(texts.length))));
  };
  return { name: asked.name, el, read: made.read, tell: (faults) => tell(faults.map((item) => item.text)) };
}

function control(asked, id, value, words, changed, described) {
  const common = { id, "aria-describedby": described, oninput: changed, autocomplete: "off" };
  if (["choice", "yes_no", "ticks"].includes(asked.shape)) return options(asked, id, value, words, changed);
  if (asked.shape === "text" || asked.shape === "lines") {
    const el = h("textarea", { ...common, rows: asked.shape === "text" ? 4 : 3 });
    el.value = Array.isArray(value) ? value.join("\n") : (value ?? "");
    const split = () => el.value.split("\n").filter((line) => line.trim());
    return { el, marked: [el], read: asked.shape === "lines" ? split : () => (el.value.trim() ? el.value : null) };
  }
  const el = h("input", { ...common, type: asked.shape === "date" ? "date" : "text", inputmode: { number: "decimal", percentage: "numeric" }[asked.shape] ?? null });
  el.value = typeof value === "number" ? String(value).replace(".", ",") : (value ?? "");
  return { el, marked: [el], read: () => (el.value.trim() ? el.value : null) };
}

/** Things to choose from: few as buttons in a group, many as a list, several as ticks. */
function options(asked, id, value, words, changed) {
  const several = asked.shape === "ticks";
  if (asked.shape === "choice" && asked.choices.length > 4) {
    const all = [[asked.default === null ? words.choose : null, ""], ...asked.choices].filter(([text]) => text !== null);
    const el = h("select", { id, onchange: changed }, all.map(([text, key]) => h("option", { value: key }, text)));
    el.value = value ?? asked.default ?? "";
    return { el, marked: [el], read: () => el.value || null };
  }
  const chosen = several ? (value ?? []) : [value ?? asked.default];
  const parts = asked.choices.map(([text, key]) => {
    const input = h("input", { type: several ? "checkbox" : "radio", name: id, id: unique("option"), onchange: changed });
    input.checked = chosen.includes(key);
    return { key, input, el: h("label", { class: "lw-option", for: input.id }, input, h("span", {}, text)) };
  });
  const on = () => parts.filter((part) => part.input.checked).map((part) => part.key);
  return { group: true, el: h("div", { class: "lw-options" }, parts.map((part) => part.el)), marked: [], read: () => (several ? on() : (on()[0] ?? null)) };
}

/** Any number of rows; one in which nothing was chosen or typed does not count. */
function rows(asked, value, words, changed) {
  const list = h("div", { class: "lw-rows" });
  const fault = h("p", { class: "lw-fault", hidden: true });
  let made = [];
  const add = (data, focus) => {
    const fields = asked.inner.map((inner) => field(inner, data[inner.name], words, changed));
    const blank = JSON.stringify(sheet(asked.inner.map((inner) => field(inner, undefined, words, () => {}))));
    const row = { fields, blank };
    const less = h("button", { type: "button", class: "lw-plain", onclick: () => remove(row) }, words.remove_row);
    row.el = h("fieldset", { class: "lw-row" }, h("legend", {}, ""), fields.map((item) => item.el), less);
    made.push(row);
    list.append(row.el);
    number();
    if (focus) row.el.querySelector("input, textarea, select").focus();
  };
  const number = () => made.forEach((row, at) => (row.el.querySelector("legend").textContent = `${words.row} ${at + 1}`));
  const remove = (row) => {
    made = made.filter((kept) => kept !== row);
    row.el.remove();
    number();
    more.focus();
    changed();
  };
  const more = h("button", { type: "button", class: "lw-second", onclick: () => add({}, true) }, words.add_row);
  value.forEach((data) => add(data, false));
  const counted = () => made.filter((row) => JSON.stringify(sheet(row.fields)) !== row.blank);
  const tell = (faults) => {
    const inside = counted();
    fault.hidden = true;
    inside.forEach((row, at) => row.fields.forEach((item) => item.tell(faults.filter((f) => f.place[1] === String(at) && f.place[2] === item.name))));
    const rest = faults.filter((f) => f.place.length < 3);
    if (rest.length) Object.assign(fault, { hidden: false, textContent: rest.map((f) => f.text).join(" ") });
  };
  const el = h("fieldset", { class: "lw-field" }, h("legend", {}, asked.label), list, more, fault);
  return { name: asked.name, el, read: () => counted().map((row) => sheet(row.fields)), tell };
}

/** A step: its words, its fields, and what belongs to its kind. */
class Step {
  constructor(room, info) {
    this.room = room;
    this.info = info;
    this.timer = null;
    this.fault = h("div", { class: "lw-faults", role: "alert" });
    this.lock = h("p", { class: "lw-lock", hidden: true });
    this.extra = h("div");
    this.form = h("form", { onsubmit: (event) => event.preventDefault() });
    this.el = h(
      "section",
      { class: "lw-step", "aria-labelledby": `lw-title-${info.name}` },
      h("h2", { id: `lw-title-${info.name}`, tabindex: -1 }, info.title),
      h("p", { class: "lw-text" }, info.text),
      info.why ? h("p", { class: "lw-why" }, info.why) : null,
      info.facilitator ? h("details", {}, h("summary", {}, room.words.facilitator), h("p", {}, info.facilitator)) : null,
      this.lock,
      this.extra,
      this.form,
      this.fault,
      info.skippable ? this.skipping() : null,
    );
    this.fill();
  }

  get state() {
    return this.room.state.steps[this.info.name];
  }

  /** Put in the fields what the kernel says that stands in them. */
  fill(data = this.state.data) {
    const { words } = this.room;
    const changed = () => this.changed();
    this.fields = this.info.asked.map((asked) => field(asked, data[asked.name], words, changed));
    this.own = this.info.own.map((asked) => field(asked, (data.situatie ?? {})[asked.name], words, changed));
    this.form.replaceChildren(...[...this.fields, ...this.own].map((item) => item.el));
    this.base = JSON.stringify(this.state.data);
  }

  read() {
    const found = sheet(this.fields);
    const own = sheet(this.own);
    return Object.keys(own).length ? { ...found, situatie: own } : found;
  }

  changed() {
    this.room.unsaved.keep(this.info.name, this.read(), this.base);
    this.room.say(this.room.words.saving);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    const data = this.read();
    const answer = await this.room.ask("type", this.info.name, { data });
    if (answer.saved) {
      if (JSON.stringify(this.read()) === JSON.stringify(data)) this.room.unsaved.drop(this.info.name);
      this.base = JSON.stringify(this.state.data);
      this.room.say(`${this.room.words.saved} ${answer.saved}`);
    } else {
      this.room.say(this.room.words.not_saved, true);
    }
    this.tell(answer.faults.filter((item) => !item.missing));
  }

  /** Show what is wrong at its field; what is about no field stands under the form. */
  tell(faults) {
    const inside = (path) => (path[0] === "situatie" || path[0] === "situation" ? path.slice(1) : path);
    const placed = faults.map((item) => ({ ...item, place: inside(item.place) }));
    const known = [...this.fields, ...this.own];
    known.forEach((item) => item.tell(placed.filter((found) => found.place[0] === item.name)));
    const rest = placed.filter((found) => !known.some((item) => item.name === found.place[0]));
    this.fault.replaceChildren(...rest.map((item) => h("p", { class: "lw-fault" }, item.text)));
  }

  skipping() {
    const { words } = this.room;
    const id = unique("skip");
    const reason = h("input", { id, type: "text", autocomplete: "off" });
    const skip = async () => {
      const answer = await this.room.ask("skip", this.info.name, { reason: reason.value });
      if (answer.ok) this.room.show(this.room.next(this.info.name));
      else this.tell(answer.faults.map((item) => ({ ...item, place: [] })));
    };
    const go = h("button", { type: "button", class: "lw-second", onclick: skip }, words.skip);
    return h("details", { class: "lw-skip" }, h("summary", {}, words.skip_with_reason), h("label", { for: id }, words.skip_reason), reason, go);
  }

  refresh() {
    this.lock.hidden = !this.state.lock;
    this.lock.textContent = this.state.lock;
    this.form.inert = Boolean(this.state.lock);
  }
}

/** The check before sending: the very text that will go, and what is replaced in it. */
class PreviewStep extends Step {
  refresh() {
    super.refresh();
    const { preview } = this.room.state;
    const { words } = this.room;
    this.extra.replaceChildren(
      h("h3", {}, words.will_be_sent),
      h("p", { class: "lw-sent" }, preview ? preview.text : words.situation_first),
      ...(preview ? [h("h3", {}, words.replaced), lines(preview.replaced, words.nothing_replaced), h("p", { class: "lw-hint" }, preview.warning)] : []),
    );
  }
}

const lines = (items, none) => (items.length ? h("ul", {}, items.map((item) => h("li", {}, item))) : h("p", {}, none));

/** The conversation: what was said and by whom, the reply as it comes, and what may be said now. */
class TalkStep extends Step {
  constructor(room, info) {
    super(room, info);
    const { words } = room;
    const id = unique("message");
    this.said = h("ol", { class: "lw-talk", role: "log", "aria-live": "polite", "aria-label": words.conversation });
    this.coming = h("div", { class: "lw-coming", hidden: true });
    this.note = h("p", { class: "lw-hint", role: "status" });
    this.message = h("textarea", { id, rows: 3, oninput: () => room.unsaved.keep(`${info.name}:message`, this.message.value, "") });
    this.check = h("div", { class: "lw-check", role: "alert" });
    this.first = h("button", { type: "button", class: "lw-main", onclick: () => this.send("") }, words.send_own);
    this.go = h("button", { type: "button", class: "lw-main", onclick: () => this.look() }, words.send);
    this.stop = h("button", { type: "button", class: "lw-second", onclick: () => room.ask("stop") }, words.stop);
    this.retry = h("button", { type: "button", class: "lw-second", onclick: () => this.again() }, words.retry);
    this.answer = h("div", { class: "lw-field" }, h("label", { for: id }, words.your_reply), this.message, this.check, this.go);
    this.extra.append(this.said, this.coming, this.stop, this.retry, this.note, this.first, this.answer);
  }

  /** Show what was replaced before a message with personal data goes that was not there before. */
  async look() {
    const text = this.message.value;
    const found = await this.room.ask("check", this.info.name, { text });
    if (!found.new) return this.send(text);
    const { words } = this.room;
    const yes = h("button", { type: "button", class: "lw-main", onclick: () => this.send(text) }, words.send_this);
    const no = h("button", { type: "button", class: "lw-second", onclick: () => this.check.replaceChildren() }, words.change_first);
    this.check.replaceChildren(h("h3", {}, words.new_found), h("p", { class: "lw-sent" }, found.text), lines(found.replaced, ""), yes, no);
    yes.focus();
    return null;
  }

  async send(text) {
    this.check.replaceChildren();
    this.sent = text;
    const answer = await this.room.ask("send", this.info.name, { text });
    this.tell(answer.faults);
    this.refresh();
  }

  async again() {
    const answer = await this.room.ask("retry", this.info.name);
    this.tell(answer.faults);
    this.refresh();
  }

  hear(text) {
    this.coming.hidden = false;
    this.coming.textContent = text;
  }

  /** A reply has come, or was stopped, or failed: what was typed goes only when it was sent. */
  heard({ faults, stopped }) {
    this.coming.hidden = true;
    if (!faults.length && !stopped && this.message.value === this.sent) {
      this.message.value = "";
      this.room.unsaved.drop(`${this.info.name}:message`);
    }
    this.tell(faults);
    this.refresh();
  }

  refresh() {
    super.refresh();
    if (!this.said) return;
    const { talk, busy } = this.room.state;
    const { words } = this.room;
    const shown = this.said.children.length / 2;
    if (shown > talk.exchanges.length) this.said.replaceChildren();
    talk.exchanges.slice(this.said.children.length / 2).forEach((item) => this.said.append(...this.turns(item)));
    const started = talk.exchanges.length > 0;
    this.stop.hidden = !busy;
    this.retry.hidden = busy || !talk.may_retry;
    this.first.hidden = busy || started || Boolean(talk.blocked);
    this.answer.hidden = !started || talk.left === 0;
    this.go.disabled = busy;
    this.note.textContent = busy ? words.thinking : talk.blocked || talk.left_words;
  }

  turns(item) {
    const { words } = this.room;
    return [
      h("li", { class: "lw-turn" }, h("p", { class: "lw-who" }, words.we), h("p", { class: "lw-words" }, item.sent)),
      h(
        "li",
        { class: item.is_ai ? "lw-turn ai" : "lw-turn" },
        h("p", { class: item.is_ai ? "lw-who ai-label" : "lw-who" }, item.who),
        item.notes.map((note) => h("p", { class: "lw-hint" }, note)),
        h("p", { class: "lw-words" }, item.reply),
      ),
    ];
  }
}

/** The check of claims: what the partner claimed and nobody settled is put below what stands there already. */
class ClaimStep extends Step {
  refresh() {
    super.refresh();
    const there = (this.read().beweringen ?? []).map((row) => row.bewering);
    const added = this.room.state.claims.filter((claim) => !there.includes(claim));
    if (!added.length) return;
    const old = this.read().beweringen ?? [];
    this.fill({ ...this.read(), beweringen: [...old, ...added.map((bewering) => ({ bewering, status: "open" }))] });
  }
}

/** The end: what is published, and publishing it. */
class PublishStep extends Step {
  constructor(room, info) {
    super(room, info);
    this.done = h("p", { role: "status" });
    this.go = h("button", { type: "button", class: "lw-main", onclick: () => this.publish() }, room.words.publish);
    this.el.append(this.go, this.done);
  }

  async publish() {
    clearTimeout(this.timer);
    await this.save();
    const answer = await this.room.ask("publish", this.info.name);
    this.tell(answer.faults);
    this.done.textContent = !answer.ok ? "" : answer.record ? `${this.room.words.published} ${answer.record}` : this.room.words.nothing_published;
  }
}

const KINDS = { verzendcheck: PreviewStep, sparren: TalkStep, beweringen: ClaimStep, publicatie: PublishStep };

/** The whole page, or one step of it. */
class Room {
  constructor(model, el) {
    this.kit = model.get("kit");
    this.words = model.get("words");
    this.state = model.get("state");
    this.unsaved = new Unsaved(this.kit.session);
    this.line = new Line(model, () => this.away(), (message) => this.told(message));
    this.status = h("p", { class: "lw-status", role: "status" });
    this.alone = h("div", { class: "lw-alone", role: "alert", hidden: true });
    this.steps = new Map(this.kit.steps.map((info) => [info.name, new (KINDS[info.kind] ?? Step)(this, info)]));
    const one = model.get("step");
    this.stops = h("ol", { class: "lw-stops" });
    this.place = h("main", { class: "lw-place" });
    const head = h("header", { class: "lw-head" }, h("h1", {}, this.kit.title), h("p", { class: "lw-quiet" }, `${this.kit.team} · ${this.kit.week}`), this.status);
    const nav = h("nav", { "aria-label": this.words.steps }, this.stops);
    el.classList.add("lw-room");
    el.replaceChildren(...(one === null ? [head, this.alone, nav, this.place] : [this.alone, this.status, this.place]));
    this.only = one;
    this.draw();
    this.show(one ?? this.state.seen ?? "", false);
    this.restore();
    this.ask("look");
  }

  async ask(what, step, more) {
    const answer = await this.line.ask(what, step, more);
    this.state = answer.state;
    this.alone.hidden = !answer.taken;
    if (answer.taken) this.alone.replaceChildren(h("p", {}, answer.faults[0].text), this.reload(this.words.go_on_here));
    this.draw();
    return answer;
  }

  told(message) {
    const talk = [...this.steps.values()].find((step) => step instanceof TalkStep);
    if (message.do === "text") talk?.hear(message.text);
    if (message.do !== "state") return;
    this.state = message.state;
    talk?.heard(message);
    this.draw();
  }

  /** Put back what a tab, a kernel or a browser that broke off left behind. */
  restore() {
    for (const { step, data, base } of this.unsaved.take()) {
      const name = step.replace(/:message$/, "");
      const at = this.steps.get(name);
      if (!at) continue;
      if (name !== step) at.message.value = data;
      else if (base === at.base) {
        at.fill(data);
        at.changed();
      } else this.offer(at, data);
    }
  }

  offer(at, data) {
    const { words } = this;
    const box = h("div", { class: "lw-alone" });
    const take = () => {
      at.fill(data);
      at.changed();
      box.remove();
    };
    const text = Object.values(data).map((value) => (typeof value === "object" ? JSON.stringify(value) : String(value)));
    box.append(h("p", {}, words.left_behind), lines(text, ""), h("button", { type: "button", class: "lw-second", onclick: take }, words.use_this), h("button", { type: "button", class: "lw-plain", onclick: () => box.remove() }, words.drop_this));
    at.el.prepend(box);
  }

  reload(text) {
    return h("button", { type: "button", class: "lw-main", onclick: () => location.reload() }, text);
  }

  away() {
    this.alone.hidden = false;
    this.alone.replaceChildren(h("p", {}, this.words.away), this.reload(this.words.connect));
    this.say(this.words.not_saved, true);
  }

  say(text) {
    this.status.textContent = text;
  }

  next(name) {
    const names = [...this.steps.keys()];
    return names[Math.min(names.indexOf(name) + 1, names.length - 1)];
  }

  show(name, focus = true) {
    const at = this.steps.get(name) ?? this.steps.get("");
    this.current = at.info.name;
    at.refresh();
    const names = [...this.steps.keys()];
    const here = names.indexOf(this.current);
    const go = (to, text, kind) => h("button", { type: "button", class: kind, onclick: () => this.show(to) }, text);
    const back = here > 0 ? go(names[here - 1], this.words.back, "lw-second") : null;
    const on = here < names.length - 1 ? go(names[here + 1], this.words.next, "lw-main") : null;
    this.place.replaceChildren(at.el, ...(this.only === null ? [h("div", { class: "lw-way" }, back, on)] : []));
    if (this.only === null) this.draw();
    if (!focus) return;
    at.el.querySelector("h2").focus();
    window.scrollTo({ top: 0 });
    this.ask("see", this.current);
  }

  draw() {
    const { words } = this;
    this.stops.replaceChildren(
      ...this.kit.steps.map((info, at) => {
        const { status, lock } = this.state.steps[info.name];
        const minutes = info.minutes ? ` · ${info.minutes} ${words.min}` : "";
        const said = lock ? words.locked : words[status];
        const button = h(
          "button",
          { type: "button", class: `lw-stop lw-is-${status}`, "aria-current": info.name === this.current ? "step" : null, onclick: () => this.show(info.name) },
          h("span", { class: "lw-stop-title" }, `${at}. ${info.title}`),
          h("span", { class: "lw-quiet" }, `${said}${minutes}`),
        );
        return h("li", {}, button);
      }),
    );
    this.steps.get(this.current)?.refresh();
  }
}

export default {
  render({ model, el }) {
    new Room(model, el);
  },
};
