// One chat as the browser knows it: its messages, what the bot has not yet taken or answered, what is half written. Draws nothing.

export const emptyDraft = () => ({ text: "", reply: null, edit: null, forward: false, file: null });

export class Place {
  constructor(id) {
    Object.assign(this, { id, keyboard: null, number: 0, unread: 0, typing: 0 });
    this.messages = new Map();
    this.past = []; // of an earlier run of the program: to be read only
    this.waiting = new Set(); // numbers of messages that the bot has not acknowledged
    this.expired = new Set(); // and of those that grew too old for it
    this.owed = []; // {id, edit}: messages without an answer, in their order
    this.desks = new Map(); // for each person in it: what is half written, and how far it is scrolled
  }

  // `account` in this chat: {draft, scroll}.
  desk(account) {
    if (!this.desks.has(account)) this.desks.set(account, { draft: emptyDraft(), scroll: null });
    return this.desks.get(account);
  }

  // As the program knows it now. What it has forgotten, because it was started anew, stays to be read.
  fill({ number, messages, keyboard, waiting } = { number: 0, messages: [], keyboard: null, waiting: [] }) {
    const known = new Map(messages.map((each) => [each.message_id, each]));
    this.past.push(...[...this.messages.values()].filter((each) => !known.has(each.message_id)));
    Object.assign(this, { number, keyboard, messages: known, waiting: new Set(waiting) });
    for (const { draft } of this.desks.values()) {
      for (const about of ["reply", "edit"]) if (!known.has(draft[about]?.message_id)) draft[about] = null;
    }
    const last = messages.findLastIndex((each) => each.from.is_bot);
    const unanswered = messages.slice(last + 1).filter((each) => this.id > 0 || this.waiting.has(each.message_id));
    this.owed = unanswered.map((each) => ({ id: each.message_id, edit: false }));
  }

  last(account) {
    return [...this.messages.values()].findLast((each) => each.from.id === account && each.text && !each.forward_origin);
  }

  // What happened here; false if it was known.
  take(event) {
    if (event.number <= this.number) return false;
    this.number = event.number;
    TAKEN[event.kind]?.(this, event);
    return true;
  }

  answered(edit) {
    const [oldest] = this.owed;
    if (oldest && !this.waiting.has(oldest.id) && (oldest.edit || !edit)) this.owed.shift();
  }
}

const TAKEN = {
  message: (place, { message, keyboard }) => {
    place.messages.set(message.message_id, message);
    place.keyboard = keyboard;
    if (!message.from.is_bot) return;
    place.typing = 0;
    place.answered(false);
  },
  edited: (place, { message }) => {
    place.messages.set(message.message_id, message);
    if (message.from.is_bot) place.answered(true);
  },
  deleted: (place, { message_id }) => place.messages.delete(message_id),
  waits: (place, { message_id }) => {
    place.owed.push({ id: message_id, edit: Boolean(place.messages.get(message_id)?.edit_date) });
    place.waiting.add(message_id);
  },
  taken: (place, { message_id }) => place.waiting.delete(message_id),
  expired: (place, { message_id }) => {
    place.waiting.delete(message_id);
    place.expired.add(message_id);
    place.owed = place.owed.filter(({ id }) => id !== message_id);
  },
  action: (place) => { place.typing = Date.now() + 5000; }, // as long as Telegram shows it
};
