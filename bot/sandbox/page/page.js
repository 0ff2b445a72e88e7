// The page: which world, which chat, as whom; what happens there is passed to whatever shows it. Everything said is in words.js.

import { beAttaching } from "./attaching.js";
import { Chat, showKeyboard } from "./chat.js";
import { Composer } from "./composer.js";
import { Days } from "./days.js";
import { made, part } from "./elements.js";
import { Refused, ask } from "./line.js";
import { avatarOf, markPeople, nameOf, showPeople } from "./people.js";
import { Record } from "./record.js";
import { Tour } from "./tour.js";
import { showTries } from "./tries.js";
import { Trouble } from "./trouble.js";
import { openPicture } from "./viewer.js";
import { beChoosable, isSeen, showView } from "./views.js";
import { isWord, nextLanguage, showWords, word } from "./words.js";
import { World } from "./world.js";

const worlds = new Map(); // those that were opened, with all that was said and half written there
let world = null;
let place = null;
let account = null; // as whom one is in that place
let names = [];

const chat = new Chat({
  press, reply: (message) => composer.reply(message), edit: (message) => composer.edit(message), open: openPicture,
});
const composer = new Composer(send, () => place.last(account));
const record = new Record((to) => nameOfChat(Number(to)) ?? to);
const days = new Days(() => world, done, () => trouble.show());
const trouble = new Trouble(() => world, done);
const tour = new Tour(() => toField());
const me = () => world.person(account);
const inGroup = () => place.id < 0;
const order = (rest) => ({ user: account, ...(inGroup() ? { chat: place.id } : {}), ...rest });

async function chooseWorld(name, chatId, as) {
  const chosen = worlds.get(name) ?? await World.open(name, (...news) => worlds.get(name) === world && heard(...news));
  worlds.set(name, chosen);
  leave();
  world?.rest();
  world = chosen;
  for (const each of ["stage", "composer", "panel"]) part(each).inert = false; // there is somewhere to write to
  part("world").value = name;
  record.forget();
  trouble.forget();
  days.stop();
  const known = world.person(chatId) ?? world.group(chatId) ?? world.people.find(({ id }) => id === world.left?.[0]);
  showWorld();
  choose(known?.id ?? world.left?.[0] ?? world.people[0].id, as ?? world.left?.[1]);
  world.follow();
}

function nameOfChat(id) {
  const person = world.person(id);
  return person ? nameOf(person) : world.group(id)?.title;
}

// Before one goes: how far the chat was scrolled.
function leave() {
  if (place) place.desk(account).scroll = chat.scroll;
}

function choose(id, as = account) {
  leave();
  place = world.place(id);
  const members = world.group(id)?.members;
  account = members ? (members.includes(as) ? as : members[0]) : id;
  world.left = [id, account];
  history.replaceState(null, "", `#${[world.name, id, account].join("/")}`);
  showPlace();
  notice("");
}

function chosen(id) {
  choose(id);
  showView("chat");
  seen();
  toField();
}

// On a touch screen the field would call up a keyboard over the chat.
function toField() {
  part(matchMedia("(pointer: coarse)").matches ? "who-name" : "text").focus();
}

function showWorld() {
  showPeople(world, chosen);
  days.show();
  trouble.show();
  if (world.record) record.show(world.record);
}

function showPlace() {
  const { draft, scroll } = place.desk(account);
  const group = world.group(place.id);
  const role = group ? "group" : me().role;
  const title = group?.title ?? nameOf(me());
  part("who-avatar").replaceChildren(avatarOf(title, role));
  part("who-name").textContent = title;
  part("who-unit").textContent = group ? word("group_hint") : me().unit || word("stranger_hint");
  part("as-whom").hidden = !group;
  const options = (group?.members ?? []).map((id) => made("option", { value: id, textContent: nameOf(world.person(id)) }));
  part("as").replaceChildren(...options);
  part("as").value = account;
  const delivery = ({ message_id: id }) => (place.waiting.has(id) ? "waiting" : place.expired.has(id) ? "expired" : "taken");
  chat.show(place, { me: account, group: Boolean(group), fileAt: (id) => world.fileAt(id), delivery }, scroll);
  composer.show(draft);
  showTries(role, world.username, (text) => composer.write(text));
  showBelow();
  seen();
}

function showBelow() {
  showKeyboard(place.keyboard, (text) => send({ text }));
  part("empty").hidden = place.messages.size + place.past.length > 0;
  showTyping();
}

function showTyping() {
  const left = place.typing - Date.now();
  part("typing").hidden = left <= 0;
  if (left > 0) setTimeout(showTyping, left + 50);
}

// What is on the screen is read.
function seen() {
  if (isSeen("chat") && !document.hidden) place.unread = 0;
  markPeople(world, place.id);
}

const HAPPENED = {
  message: ({ message }) => { showBelow(); chat.add(message); },
  edited: ({ message }) => chat.change(message),
  deleted: ({ message_id }) => chat.remove(message_id),
  waits: ({ message_id }) => chat.mark(message_id),
  taken: ({ message_id }) => chat.mark(message_id),
  expired: ({ message_id }) => chat.mark(message_id),
  answered: ({ user, text }) => { if (user === account) { chat.answered(); if (text) notice(text); } },
  action: showTyping,
};
const ABOUT_WORLD = {
  record: () => { record.show(world.record); trouble.show(); },
  away: () => notice(word("away")),
  back: () => { showWorld(); showPlace(); notice(""); },
  state: () => { trouble.show(); days.show(); },
};

function heard(kind, where, event) {
  if (!where) { ABOUT_WORLD[kind]?.(); return; }
  if (where === place) HAPPENED[kind]?.(event);
  if (kind === "message" && event.message.from.id !== account) { where.unread += 1; seen(); }
  trouble.show();
}

function send({ text, reply, edit, forward, file }) {
  if (edit) return done(world.act("edit", order({ message_id: edit.message_id, text })));
  if (file) return done(world.act("send", order({ ...file, caption: text })));
  if (forward) return done(world.act("forward", order({ text, origin: word("somebody") })));
  return done(world.act("say", order({ text, reply_to: reply?.message_id })));
}

async function press(message, button, key) {
  if (button.url) { window.open(button.url, "_blank", "noopener"); return; }
  key.classList.add("waiting-answer");
  if (!await done(world.act("press", order({ message_id: message.message_id, data: button.callback_data })))) chat.answered();
}

// Whether the program took it; if not, the page says why.
async function done(asked) {
  try {
    await asked;
    notice("");
    return true;
  } catch (error) {
    if (!(error instanceof Refused || error instanceof TypeError)) throw error;
    notice(error instanceof Refused ? reasonOf(error.message) : word("away"));
    return false;
  }
}

// What the program says is a word of ours, or meant for whoever writes pages.
function reasonOf(text) {
  return isWord(text) ? word(text, { name: "" }) : word("refused", { text });
}

function notice(text) {
  if (part("notice").textContent !== text) part("notice").textContent = text;
}

function showWorlds() {
  part("world").replaceChildren(...names.map((name) => made("option", { value: name, textContent: word(`world.${name}`) })));
  if (world) part("world").value = world.name;
}

// Everything anew in other words; nothing that was written, chosen or scrolled changes.
function speakOtherwise() {
  leave();
  nextLanguage();
  showWorlds();
  tour.show();
  days.showPlay();
  if (!world) return; // a quick hand: the first world is still being opened, and will be shown in these words
  showWorld();
  showPlace();
  record.again();
}

part("world").addEventListener("change", ({ target }) => done(chooseWorld(target.value)));
part("as").addEventListener("change", ({ target }) => { choose(place.id, Number(target.value)); part("as").focus(); });
part("start").addEventListener("click", () => { send({ text: "/start" }); part("text").focus(); });
part("language").addEventListener("click", speakOtherwise);
document.addEventListener("visibilitychange", () => place && seen());
beChoosable(() => place && seen());
beAttaching({
  carry: (file) => composer.about({ file, edit: null, forward: false }), refuse: notice,
  simulate: (kind) => done(world.act("send", order({ kind }))), forward: () => composer.about({ forward: true, edit: null, file: null }),
});

showWords();
days.showPlay();
const found = await ask("worlds");
names = found.worlds;
showWorlds();
const [name, ...ids] = location.hash.slice(1).split("/");
await done(chooseWorld(names.includes(name) ? name : found.first, ...ids.map(Number)));
tour.offer();
