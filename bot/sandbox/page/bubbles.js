// A message as a bubble: who, what, when, its buttons, what may be done with it. Sends nothing: hands every act to `acts`.

import { buttonOf, icon, made, rowOf, unseen } from "./elements.js";
import { nodesOf } from "./entities.js";
import { ofMessage, timeOf } from "./when.js";
import { word } from "./words.js";

const KINDS = ["photo", "voice", "sticker"];

// The message in one line, whatever it is.
export function shown(message) {
  const kind = KINDS.find((each) => message[each]);
  const text = message.text ?? message.caption ?? message.document?.file_name ?? (kind ? word(kind) : "…");
  return text.replace(/\s+/g, " ");
}

// acts: {press(message, button, key), reply(message), edit(message), open(address, text)}; null where there is only reading.
// seen: {me, group, fileAt(id), delivery(message)}
export function bubbleOf(message, seen, acts) {
  if (message.new_chat_members) return joining(message);
  const mine = message.from.id === seen.me;
  const bubble = made("article", { className: mine ? "mine" : "theirs", "data-number": message.message_id });
  const name = message.from.is_bot ? word("bot") : message.from.first_name;
  const body = made("div", { className: "body" }, seen.group && !mine ? made("p", { className: "name", textContent: name })
    : unseen(`${mine ? word("you") : name}: `));
  if (message.photo) body.classList.add("pictured");
  body.append(...origin(message), ...content(message, seen, acts), foot(message, mine, seen, acts));
  bubble.append(body, ...buttons(message, acts));
  return bubble;
}

function joining(message) {
  const names = message.new_chat_members.map((each) => (each.is_bot ? word("bot") : each.first_name)).join(", ");
  return made("p", { className: "date", "data-number": message.message_id, textContent: word("joined", { name: names }) });
}

function origin({ forward_origin: source, reply_to_message: answered }) {
  const name = source?.sender_user_name ?? source?.sender_user?.first_name;
  return [
    source ? made("p", { className: "from", textContent: word("forwarded", { name }) }) : null,
    answered ? made("blockquote", { className: "quote", textContent: shown(answered) }) : null,
  ].filter(Boolean);
}

function content(message, { fileAt }, acts) {
  const parts = [];
  if (message.photo) parts.push(picture(message, fileAt, acts));
  if (message.document) parts.push(paper(message.document, fileAt));
  if (message.voice) parts.push(made("p", { className: "voice" }, icon("voice"), made("span", { className: "wave" }),
    made("span", { textContent: `${word("voice")}, 0:${String(message.voice.duration).padStart(2, "0")}` })));
  if (message.sticker) parts.push(made("p", { className: "sticker", textContent: message.sticker.emoji }, unseen(word("sticker"))));
  const text = message.text ?? message.caption ?? (parts.length ? "" : shown(message));
  if (text) parts.push(made("div", { className: "text" }, ...nodesOf(text, message.entities ?? message.caption_entities)));
  return parts;
}

function picture(message, fileAt, acts) {
  const { file_id, width, height } = message.photo.at(-1);
  const image = made("img", { src: fileAt(file_id), alt: message.caption ?? "", width, height });
  const label = message.caption ? `${word("enlarge")}: ${message.caption}` : word("enlarge");
  const key = made("button", { type: "button", className: "picture", "aria-label": label, disabled: !acts }, image);
  key.addEventListener("click", () => acts.open(image.src, shown(message)));
  return key;
}

function paper({ file_id, file_name, file_size }, fileAt) {
  const size = `${Math.max(1, Math.round(file_size / 1024)).toLocaleString()} KB`;
  return made("a", { className: "file", href: fileAt(file_id), download: file_name }, icon("file"),
    made("span", { className: "filename", textContent: file_name }), made("span", { className: "size", textContent: size }));
}

function foot(message, mine, seen, acts) {
  const at = ofMessage(message);
  const time = made("time", { dateTime: at.toISOString(), textContent: timeOf(at) });
  const may = (name) => buttonOf({ sign: name, label: word(name), className: "sign",
    "aria-label": `${word(name)}: ${shown(message).slice(0, 60)}` }, () => acts[name](message));
  return made("footer", {},
    acts && mine && message.text && !message.forward_origin ? may("edit") : null,
    acts ? may("reply") : null,
    message.edit_date ? made("span", { textContent: word("edited") }) : null,
    time, mine && acts ? deliverySign(seen.delivery(message)) : null);
}

// How far an own message has come: "waiting", "taken" or "expired".
export function deliverySign(state) {
  return made("span", { className: `delivery ${state}`, title: word(`delivery.${state}`) }, icon(state),
    unseen(`, ${word(`delivery.${state}`)}`));
}

function buttons(message, acts) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return [];
  return [made("div", { className: "buttons" }, ...rows.map((row) => rowOf(row.map((button) => {
    const key = made("button", { type: "button", textContent: button.text, disabled: !acts });
    key.addEventListener("click", () => acts.press(message, button, key));
    return key;
  }))))];
}
