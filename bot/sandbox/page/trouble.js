// Switches for trouble, and what they do to what was written: how much waits, how much is answered. Knows the world, no chat.

import { part } from "./elements.js";
import { word } from "./words.js";

export class Trouble {
  // done(promise) -> whether it was taken; world() -> the world shown
  constructor(world, done) {
    Object.assign(this, { world, done, story: null });
    for (const kind of ["offline", "flood"]) {
      part(`trouble-${kind}`).addEventListener("click", () => this.upset({ kind, on: !world().trouble[kind] }));
    }
    part("trouble-redeliver").addEventListener("click", () => this.again());
    part("trouble-kill").addEventListener("click", () => this.kill());
  }

  async upset(order) {
    this.story = null;
    await this.done(this.world().upset(order));
    this.show();
  }

  async again() {
    this.story = { kind: "redelivered", before: this.recorded() };
    await this.done(this.world().upset({ kind: "redeliver" }));
    this.show();
  }

  async kill() {
    part("trouble-state").textContent = word("bot.stopped");
    this.story = null;
    if (await this.done(this.world().upset({ kind: "kill" }))) this.story = { kind: "killed", before: this.recorded() };
    this.show();
  }

  // Revisions of reports on record, which only a person's agreement can raise.
  recorded() {
    const reports = this.world().record?.reports ?? [];
    return reports.reduce((sum, { revisions }) => sum + revisions, 0);
  }

  forget() {
    this.story = null;
  }

  show() {
    const { trouble, bot, travelling } = this.world();
    for (const kind of ["offline", "flood"]) part(`trouble-${kind}`).setAttribute("aria-checked", String(Boolean(trouble[kind])));
    part("trouble").classList.toggle("on", Boolean(trouble.offline || trouble.flood || bot !== "running"));
    const lines = [
      bot === "running" ? this.told() : word("bot.stopped"),
      trouble.offline ? word("offline_now") : "",
      ...["waiting", "owed", "expired"].map((kind) => (travelling[kind] ? word(`count.${kind}`, { count: travelling[kind] }) : "")),
      travelling.waiting + travelling.owed + travelling.expired ? "" : word("nothing_lost"),
    ].filter(Boolean);
    if (part("trouble-state").textContent !== lines.join(" ")) part("trouble-state").textContent = lines.join(" ");
  }

  told() {
    return this.story ? word(`told.${this.story.kind}`, { text: this.story.before, count: this.recorded() }) : "";
  }
}
