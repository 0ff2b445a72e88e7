// The page: which world, which person, which day; and what happens there, passed to the chat. Everything said is in words.js.

import { Chat, made, rowOf } from "./chat.js";
import { Composer } from "./composer.js";
import { Refused, ask, follow, tell } from "./line.js";
import { nextLanguage, showWords, word } from "./words.js";

const part = (id) => document.getElementById(id);
const ROLES = ["secretary", "officer", "leader"];
const TRIES = { secretary: ["report", "progress"], officer: ["progress", "help"], leader: ["progress", "help"], stranger: ["help"] };

let world = null; // {name, people, ahead: milliseconds by which its clock is ahead of ours}
let person = null;
let chat = null;
let following = new AbortController();
let silence = 0;
const composer = new Composer(send);
const below = (path) => `worlds/${world.name}/${path}`;

async function chooseWorld(name, account) {
  const opened = await tell(`worlds/${name}`);
  world = { ...opened, ahead: Date.parse(opened.now) - Date.now() };
  part("world").value = name;
  showPeople();
  showDay();
  await choosePerson(world.people.find((each) => each.id === account) ?? world.people[0]);
}

async function choosePerson(someone) {
  following.abort();
  following = new AbortController();
  const { signal } = following;
  person = someone;
  part("person").value = person.id;
  part("unit").textContent = person.unit;
  history.replaceState(null, "", `#${world.name}/${person.id}`);
  composer.clear();
  const state = await ask(below("sandbox/state"), signal);
  const place = state.chats.some(({ id }) => id === person.id) ? await ask(below(`sandbox/chat/${person.id}`), signal) : state;
  if (signal.aborted) return;
  chat = new Chat(part("messages"), person.id, { press, reply: (it) => composer.reply(it), edit: (it) => composer.edit(it) },
    (id) => below(`sandbox/file/${encodeURIComponent(id)}`));
  chat.fill(place.messages ?? []);
  showKeyboard(place.keyboard);
  showEmpty();
  notice("");
  typing(false);
  part("messages").dataset.ready = person.id;
  follow(world.name, place.number, happened, (away) => notice(away ? word("away") : null), signal);
}

const HAPPENED = {
  message: ({ message, keyboard }) => { chat.add(message); showKeyboard(keyboard); showEmpty(); typing(false); },
  edited: ({ message }) => chat.change(message),
  deleted: ({ message_id }) => chat.remove(message_id),
  answered: ({ text }) => { chat.answered(); if (text) notice(text); },
  action: () => typing(true),
};

function happened(event) {
  if (event.chat === person.id || event.user === person.id) HAPPENED[event.kind]?.(event);
}

async function send({ text, reply, edit, forward }) {
  if (edit) return done(tell(below("sandbox/edit"), { user: person.id, message_id: edit.message_id, text }));
  if (forward) return done(tell(below("sandbox/forward"), { user: person.id, text, origin: word("somebody") }));
  return done(tell(below("sandbox/say"), { user: person.id, text, reply_to: reply?.message_id }));
}

async function press(message, button) {
  if (button.url) { window.open(button.url, "_blank", "noopener"); chat.answered(); return; }
  const order = { user: person.id, message_id: message.message_id, data: button.callback_data };
  if (!await done(tell(below("sandbox/press"), order))) chat.answered();
}

// Whether the program took it; if not, the page says why.
async function done(asked) {
  try {
    await asked;
    notice("");
    return true;
  } catch (error) {
    notice(error instanceof Refused ? `${word("refused")} ${error.message}` : word("away"));
    return false;
  }
}

async function turnTo(day) {
  const asked = tell(below("clock"), { day });
  if (await done(asked)) world.ahead = Date.parse((await asked).now) - Date.now();
  showDay();
}

function today(days = 0) {
  const there = new Date(Date.now() + world.ahead + days * 86_400_000);
  return there.toLocaleDateString("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" });
}

function showDay() {
  if (document.activeElement !== part("day")) part("day").value = today();
}

function showWorlds(names) {
  part("world").replaceChildren(...names.map((name) => made("option", { value: name, textContent: word(`world.${name}`) })));
}

function showPeople() {
  const option = ({ id, name }) => made("option", { value: id, textContent: name || word("stranger") });
  const groups = ROLES.map((role) => {
    const group = made("optgroup", { label: word(role) });
    group.append(...world.people.filter((each) => each.role === role).map(option));
    return group;
  });
  part("person").replaceChildren(...groups, ...world.people.filter((each) => !ROLES.includes(each.role)).map(option));
}

function showKeyboard(keyboard) {
  const rows = keyboard?.keyboard ?? [];
  part("keyboard").hidden = !rows.length;
  part("keyboard").replaceChildren(...rows.map((row) => rowOf(row.map((button) => {
    const text = button.text ?? button;
    const key = made("button", { type: "button", textContent: text });
    key.addEventListener("click", () => send({ text }));
    return key;
  }))));
}

function showEmpty() {
  part("empty").hidden = part("messages").childElementCount > 0;
  part("tries").replaceChildren(...TRIES[person.role].map((name) => {
    const key = made("button", { type: "button", textContent: word(`try.${name}`) });
    key.addEventListener("click", () => composer.write(key.textContent));
    return key;
  }));
}

function typing(is) {
  clearTimeout(silence);
  part("typing").hidden = !is;
  if (is) silence = setTimeout(() => typing(false), 5000); // as long as Telegram shows it
}

// null takes away only the notice that the program is away.
function notice(text) {
  if (text !== null || part("notice").textContent === word("away")) part("notice").textContent = text ?? "";
}

part("world").addEventListener("change", (event) => done(chooseWorld(event.target.value)));
part("person").addEventListener("change", ({ target }) =>
  done(choosePerson(world.people.find((each) => each.id === Number(target.value)))));
part("day").addEventListener("change", ({ target }) => target.validity.valid && turnTo(target.value));
part("day").addEventListener("blur", showDay);
part("next-day").addEventListener("click", () => turnTo(today(1)));
part("start").addEventListener("click", () => { send({ text: "/start" }); part("text").focus(); });
part("language").addEventListener("click", () => {
  nextLanguage();
  showWorlds([...part("world").options].map((each) => each.value));
  part("world").value = world.name;
  showPeople();
  done(choosePerson(person));
});
setInterval(() => world && showDay(), 30_000);

showWords();
const { first, worlds } = await ask("worlds");
showWorlds(worlds);
const [name, account] = location.hash.slice(1).split("/");
await done(chooseWorld(worlds.includes(name) ? name : first, Number(account)));
