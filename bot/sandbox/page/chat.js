// One chat on the screen: bubbles under their days, where it is scrolled, what is new. Knows the place that it shows, sends nothing.

import { bubbleOf, deliverySign } from "./bubbles.js";
import { buttonOf, made, part } from "./elements.js";
import { longDay, ofMessage } from "./when.js";
import { word } from "./words.js";

const NEAR = 80; // pixels from the end that still count as being there
const list = part("messages");
const latest = part("latest");

export class Chat {
  // seen and acts: see `bubbles.bubbleOf`
  constructor(acts) {
    Object.assign(this, { acts, place: null, seen: null, news: 0 });
    latest.addEventListener("click", () => { this.showLast(); list.focus(); });
    list.addEventListener("scroll", () => this.atEnd() && this.noNews(), { passive: true });
    // What grows below (a keyboard, a picture that arrives) must not push the end out of sight.
    new ResizeObserver(() => this.following && this.toEnd()).observe(list);
    list.addEventListener("load", () => this.following && this.toEnd(), true);
    list.addEventListener("scrollend", () => { this.following = this.atEnd(); });
  }

  // All at once, without a screen reader reading everything out. `scroll`: where it was left, null for the end.
  show(place, seen, scroll) {
    Object.assign(this, { place, seen });
    list.setAttribute("aria-busy", "true");
    list.replaceChildren(...this.history());
    for (const message of place.messages.values()) this.append(message);
    list.setAttribute("aria-busy", "false");
    this.noNews();
    if (scroll === null) this.showLast(); else list.scrollTop = scroll;
    this.following = scroll === null;
  }

  // null at the end: more may have come by the time one is back.
  get scroll() { return this.atEnd() || !this.place?.messages.size ? null : list.scrollTop; }
  atEnd() { return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR; }

  history() {
    const { past } = this.place;
    if (!past.length) return [];
    const group = made("section", { className: "past", "aria-label": word("past") });
    group.append(made("p", { className: "date", textContent: word("past") }));
    group.append(...past.map((message) => bubbleOf(message, this.seen, null)));
    return [group];
  }

  append(message) {
    const day = longDay(ofMessage(message));
    if (list.lastElementChild?.dataset.day !== day) list.append(made("p", { className: "date", "data-day": day, textContent: day }));
    const bubble = bubbleOf(message, this.seen, this.acts);
    bubble.dataset.day = day;
    list.append(bubble);
    return bubble;
  }

  add(message) {
    const there = this.following || this.atEnd() || message.from.id === this.seen.me;
    this.append(message).classList.add("new");
    if (there) this.showLast();
    else this.tellNews();
  }

  tellNews() {
    this.news += 1;
    latest.hidden = false;
    latest.setAttribute("aria-label", word("latest", { count: this.news }));
    latest.dataset.news = this.news;
  }

  noNews() {
    this.news = 0;
    latest.hidden = true;
  }

  // Down to the end, but never past the top of the last message: the answer stands in its first line.
  showLast() {
    this.following = true;
    this.toEnd();
    this.noNews();
  }

  toEnd() {
    const spare = list.clientHeight - (list.lastElementChild?.offsetHeight ?? 0);
    list.scrollTop = list.scrollHeight;
    if (spare < 0) list.scrollTop += spare;
  }

  change(message) {
    const old = this.find(message.message_id);
    if (!old) return;
    const [held, there] = [old.contains(document.activeElement), this.atEnd()];
    const bubble = bubbleOf(message, this.seen, this.acts);
    bubble.dataset.day = old.dataset.day;
    old.replaceWith(bubble);
    if (held) (bubble.querySelector(".buttons button") ?? part("text")).focus({ preventScroll: true });
    if (there && bubble === list.lastElementChild) this.showLast();
  }

  remove(number) {
    this.find(number)?.remove();
  }

  // How far the message has come has changed.
  mark(number) {
    const message = this.place.messages.get(number);
    const sign = this.find(number)?.querySelector(".delivery");
    if (message) sign?.replaceWith(deliverySign(this.seen.delivery(message)));
  }

  answered() {
    for (const each of list.querySelectorAll(".waiting-answer")) each.classList.remove("waiting-answer");
  }

  find(number) {
    return list.querySelector(`[data-number="${number}"]`);
  }
}

// The keyboard that the bot puts below the field.
export function showKeyboard(keyboard, say) {
  const rows = keyboard?.keyboard ?? [];
  part("keyboard").hidden = !rows.length;
  part("keyboard").replaceChildren(...rows.map((row) => made("div", { className: "row" },
    ...row.map((button) => buttonOf({ text: button.text ?? button }, () => say(button.text ?? button))))));
}
