// One chat as bubbles: messages, their buttons, what may be done with each. Sends nothing: hands every act to `acts`.

import { nodesOf } from "./entities.js";
import { locale, word } from "./words.js";

const ZONE = "Asia/Ho_Chi_Minh";

export class Chat {
  // acts: {press(message, button), reply(message), edit(message)}; fileAt(file_id) is a file's address
  constructor(list, me, acts, fileAt) {
    Object.assign(this, { list, me, acts, fileAt });
    list.replaceChildren();
  }

  // All at once, without a screen reader reading everything out.
  fill(messages) {
    this.list.setAttribute("aria-busy", "true");
    messages.forEach((message) => this.add(message));
    this.list.setAttribute("aria-busy", "false");
  }

  add(message) {
    const day = new Date(message.date * 1000).toLocaleDateString(locale(), { dateStyle: "full", timeZone: ZONE });
    if (this.list.lastElementChild?.dataset.day !== day) {
      const line = made("p", { className: "date", textContent: day });
      line.dataset.day = day;
      this.list.append(line);
    }
    this.list.append(this.bubble(message, day));
    this.showLast();
  }

  // Down to the end, but never past the top of the last message: the answer stands in its first line.
  showLast() {
    const { list } = this;
    const spare = list.clientHeight - list.lastElementChild.offsetHeight;
    list.scrollTop = list.scrollHeight;
    if (spare < 0) list.scrollTop += spare;
  }

  change(message) {
    const old = this.find(message.message_id);
    const held = old?.contains(document.activeElement);
    const bubble = this.bubble(message, old?.dataset.day);
    old?.replaceWith(bubble);
    if (held) (bubble.querySelector(".buttons button") ?? this.list).focus();
    if (bubble === this.list.lastElementChild) this.showLast();
  }

  remove(number) {
    this.find(number)?.remove();
  }

  answered() {
    for (const each of this.list.querySelectorAll(".waiting")) each.classList.remove("waiting");
  }

  find(number) {
    return this.list.querySelector(`[data-number="${number}"]`);
  }

  bubble(message, day) {
    const mine = message.from.id === this.me;
    const bubble = made("article", { className: mine ? "mine" : "theirs" });
    Object.assign(bubble.dataset, { number: message.message_id, day });
    bubble.append(made("span", { className: "unseen", textContent: `${word(mine ? "you" : "bot")}: ` }));
    const body = made("div", { className: "body" });
    body.append(...this.origin(message), ...this.content(message), this.foot(message, mine));
    bubble.append(body, ...this.buttons(message));
    return bubble;
  }

  origin({ forward_origin: origin, reply_to_message: answered }) {
    const from = origin && `${word("forwarded")} ${origin.sender_user_name ?? origin.sender_user?.first_name}`;
    return [
      ...(from ? [made("p", { className: "from", textContent: from })] : []),
      ...(answered ? [made("blockquote", { className: "quote", textContent: shown(answered) })] : []),
    ];
  }

  content(message) {
    const parts = [];
    const photo = message.photo?.at(-1);
    if (photo) parts.push(made("img", { src: this.fileAt(photo.file_id), alt: message.caption ?? word("photo") }));
    if (message.document) {
      const { file_id, file_name } = message.document;
      parts.push(made("a", { className: "file", href: this.fileAt(file_id), download: file_name, textContent: file_name }));
    }
    const text = message.text ?? message.caption ?? (parts.length ? "" : shown(message));
    const line = made("div", { className: "text" });
    line.append(...nodesOf(text, message.entities ?? message.caption_entities));
    return text ? [...parts, line] : parts;
  }

  foot(message, mine) {
    const foot = made("footer");
    const at = new Date(message.date * 1000);
    const time = made("time", { dateTime: at.toISOString() });
    time.textContent = at.toLocaleTimeString(locale(), { timeStyle: "short", timeZone: ZONE });
    foot.append(...(message.edit_date ? [made("span", { textContent: word("edited") })] : []), time);
    if (mine && message.text && !message.forward_origin) foot.append(this.act("edit", "✎", message));
    foot.append(this.act("reply", "↩", message));
    return foot;
  }

  act(name, sign, message) {
    const button = made("button", { type: "button", className: "sign", textContent: sign, title: word(name) });
    button.setAttribute("aria-label", `${word(name)}: ${shown(message).slice(0, 60)}`);
    button.addEventListener("click", () => this.acts[name](message));
    return button;
  }

  buttons(message) {
    const rows = message.reply_markup?.inline_keyboard ?? [];
    if (!rows.length) return [];
    const board = made("div", { className: "buttons" });
    board.append(...rows.map((row) => rowOf(row.map((button) => {
      const key = made("button", { type: "button", textContent: button.text });
      key.addEventListener("click", () => {
        key.classList.add("waiting");
        this.acts.press(message, button);
      });
      return key;
    }))));
    return [board];
  }
}

export function rowOf(elements) {
  const row = made("div", { className: "row" });
  row.append(...elements);
  return row;
}

export function made(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}

// The message in one line, whatever it is.
export function shown(message) {
  const kind = ["photo", "voice", "sticker"].find((each) => message[each]);
  const text = message.text ?? message.caption ?? message.document?.file_name ?? (kind ? word(kind) : "…");
  return text.replace(/\s+/g, " ");
}
