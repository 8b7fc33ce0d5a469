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
