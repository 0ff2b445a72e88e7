// One world as the browser knows it: its people, groups, clock, chats and record, kept up to date. Draws nothing: tells `heard`.

import { ask, follow, tell } from "./line.js";
import { Place } from "./place.js";
import { dayOf } from "./when.js";

export class World {
  // heard(kind, place, event): an event of a chat, or "record", "away", "back", "state"
  static async open(name, heard) {
    const world = new World(name, heard);
    world.know(await tell(`worlds/${name}`));
    await world.load();
    return world;
  }

  constructor(name, heard) {
    Object.assign(this, { name, heard, number: 0, places: new Map(), record: null, following: null });
  }

  know({ now, people, groups = [], trouble = {}, bot = "running" }) {
    Object.assign(this, { people, groups, trouble, bot });
    this.setTime(now);
  }

  setTime(now) {
    this.ahead = Date.parse(now) - Date.now(); // milliseconds by which its clock is ahead of ours
  }

  get now() { return new Date(Date.now() + this.ahead); }
  get today() { return dayOf(this.now); }

  below(path) { return `worlds/${this.name}/${path}`; }
  fileAt(id) { return this.below(`sandbox/file/${encodeURIComponent(id)}`); }
  act(name, order) { return tell(this.below(`sandbox/${name}`), order); }
  person(id) { return this.people.find((each) => each.id === id); }
  group(id) { return this.groups.find((each) => each.id === id); }

  place(id) {
    if (!this.places.has(id)) this.places.set(id, new Place(id));
    return this.places.get(id);
  }

  // All chats that there are, so that going from one to another asks nothing. Answers the number to follow from.
  async load() {
    const state = await ask(this.below("sandbox/state"));
    const anew = state.number < this.number; // the program was started anew, and may have forgotten what was said
    const answers = await Promise.all(state.chats.map(({ id }) => ask(this.below(`sandbox/chat/${id}`))));
    const found = new Map(answers.map((answer) => [answer.chat.id, answer]));
    for (const id of new Set([...found.keys(), ...(anew ? this.places.keys() : [])])) this.place(id).fill(found.get(id));
    this.username = state.bot.username;
    this.number = state.number;
    return state.number;
  }

  follow() {
    this.rest();
    this.following = new AbortController();
    const { signal } = this.following;
    const taken = ({ number, events }) => {
      this.number = number;
      events.forEach((event) => this.happened(event));
    };
    follow(this.below("sandbox/events"), this.number, taken, (away) => this.away(away, signal), signal);
    const recorded = (record) => {
      Object.assign(this, { record, trouble: record.trouble, bot: record.bot });
      this.heard("record");
    };
    follow(this.below("record"), 0, recorded, (away) => (away ? null : 0), signal);
  }

  rest() {
    this.following?.abort();
  }

  happened(event) {
    if (event.kind === "clock") this.setTime(event.now);
    if (event.kind === "trouble") this.trouble = event.trouble;
    if (event.kind === "life") this.bot = event.status;
    if (["clock", "trouble", "life"].includes(event.kind)) { this.heard("state"); return; }
    const place = event.kind === "answered" ? this.answeredIn(event) : event.chat && this.place(event.chat);
    if (place && (event.kind === "answered" || place.take(event))) this.heard(event.kind, place, event);
  }

  answeredIn(event) {
    return this.place(event.chat ?? event.user);
  }

  // The line was cut; when it stands again the program may have been started anew.
  async away(is, signal) {
    if (is) { this.heard("away"); return null; }
    this.know(await tell(`worlds/${this.name}`));
    const number = await this.load();
    if (!signal.aborted) this.heard("back");
    return number;
  }

  async turn(order) {
    const answer = await tell(this.below("clock"), order);
    this.setTime(answer.now);
    return answer;
  }

  async upset(order) {
    const answer = await tell(this.below("trouble"), order);
    Object.assign(this, { trouble: answer.trouble ?? this.trouble, bot: answer.bot ?? this.bot });
    this.heard("state");
  }

  // What people wrote here that the bot has not acknowledged, not answered, or never got.
  get travelling() {
    const count = { waiting: 0, owed: 0, expired: 0 };
    for (const place of this.places.values()) {
      for (const kind of Object.keys(count)) count[kind] += place[kind].size ?? place[kind].length;
    }
    return count;
  }
}
