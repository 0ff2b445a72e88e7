// What is on record, beside the chat, as it changes: reports, figures, what is due, what was sent. Asks nothing: is handed records.

import { buttonOf, made, part } from "./elements.js";
import { shortDay, shortMoment } from "./when.js";
import { inWords, word } from "./words.js";

const FEW = 4; // entries of a section until one asks for more
const QUIET = 1200; // milliseconds in which changes are gathered before they are said
const SECTIONS = {
  reports: { key: (each) => each.chain, of: reportOf, announced: true },
  figures: { key: (each, at) => at, of: figureOf, announced: true }, // always in the plans' order
  deadlines: { key: (each) => `${each.day}${inWords(each.name)}${each.unit}`, of: deadlineOf },
  reminders: { key: (each) => `${each.day}${each.to}${inWords(each.text)}`, of: reminderOf, announced: true },
  sent: { key: (each) => `${each.at}${each.to}${each.method}`, of: sentOf },
};
// What is compared: days left go down by themselves.
const facts = ({ days_left, source, ...rest }) => JSON.stringify(rest);

export class Record {
  // whom(to): the name of whoever is written to
  constructor(whom) {
    Object.assign(this, { whom, known: new Map(), opened: new Set(), changed: new Set(), timer: 0, last: null });
  }

  // Of another world: nothing of it is news.
  forget() {
    Object.assign(this, { known: new Map(), last: null });
    this.show({});
  }

  // Entries that are new or changed since the last time are marked, and what kind they are is said once.
  show(record) {
    const silent = !this.last;
    for (const [name, section] of Object.entries(SECTIONS)) {
      const entries = record[name] ?? [];
      if (silent || this.isNew(name, entries)) this.showSection(name, section, entries, silent);
    }
    if (record.number !== undefined) this.last = record;
    if (this.changed.size) this.announceSoon();
  }

  // A section in which nothing is other than it was stays as it is, marks and all.
  isNew(name, entries) {
    return JSON.stringify(this.last[name] ?? []) !== JSON.stringify(entries);
  }

  again() {
    for (const [name, section] of Object.entries(SECTIONS)) this.showSection(name, section, this.last?.[name] ?? [], true);
  }

  showSection(name, section, entries, silent) {
    const known = this.known.get(name) ?? new Map();
    const now = new Map(entries.map((each, at) => [section.key(each, at), facts(each)]));
    this.known.set(name, now);
    const isFresh = (each, at) => !silent && known.get(section.key(each, at)) !== facts(each);
    const shown = this.opened.has(name) ? entries : entries.slice(0, FEW);
    const items = shown.map((each, at) => {
      const item = section.of(each, this.whom);
      item.classList.toggle("fresh", isFresh(each, at));
      return item;
    });
    if (section.announced && entries.some(isFresh)) this.changed.add(name);
    const place = part(`record-${name}`);
    part(`count-${name}`).textContent = entries.length || "";
    place.replaceChildren(items.length ? made("ul", {}, ...items) : made("p", { className: "nothing", textContent: word(`none.${name}`) }),
      ...(entries.length > FEW ? [this.more(name, entries.length - FEW)] : []));
  }

  more(name, count) {
    const open = this.opened.has(name);
    return buttonOf({ text: open ? word("less") : word("more", { count }), className: "quiet" }, () => {
      if (open) this.opened.delete(name); else this.opened.add(name);
      this.again();
      part(`record-${name}`).querySelector(".quiet").focus({ preventScroll: true });
    });
  }

  announceSoon() {
    clearTimeout(this.timer);
    part("changed").hidden = document.body.dataset.view === "record";
    this.timer = setTimeout(() => {
      part("announcer").textContent = word("record_changed", { text: [...this.changed].map((name) => word(name)).join(", ") });
      this.changed.clear();
    }, QUIET);
  }
}

const line = (className, text) => (text ? made("p", { className, textContent: text }) : null);

function reportOf({ unit, text, at, revisions, standing }) {
  const changes = revisions > 1 ? word("revisions", { count: revisions - 1 }) : "";
  const state = word(`standing.${standing}`);
  return made("li", { className: `report ${standing}` }, line("main", inWords(text)), line("below", inWords(unit)),
    line("below", [standing === "holds" ? "" : state, changes, shortMoment(at)].filter(Boolean).join(" · ")));
}

function figureOf({ unit, text, done, goal, source }) {
  const label = inWords(text);
  const bar = goal ? made("progress", { max: Math.max(goal, done), value: done, "aria-label": label }) : null;
  return made("li", { className: goal && done >= goal ? "reached" : "" }, line("main", label), bar,
    line("below", [inWords(unit), inWords(source)].filter(Boolean).join(" · ")));
}

function deadlineOf({ name, day, days_left, unit }) {
  const left = days_left < 0 ? word("late", { count: -days_left }) : word("days_left", { count: days_left });
  return made("li", { className: days_left < 0 ? "late" : "" }, line("main", inWords(name)),
    line("below", [shortDay(day), days_left === 0 ? word("is_today") : left, inWords(unit)].filter(Boolean).join(" · ")));
}

function reminderOf({ day, to, text }, whom) {
  return made("li", {}, line("main", inWords(text)), line("below", `${shortDay(day)} · ${word("to", { name: whom(to) })}`));
}

function sentOf({ at, to, text, method, status }, whom) {
  const state = status === 200 ? "" : word("not_taken", { text: status });
  return made("li", {}, line("main clipped", inWords(text) || method),
    line("below", [shortMoment(at), word("to", { name: whom(to) }), state].filter(Boolean).join(" · ")));
}
