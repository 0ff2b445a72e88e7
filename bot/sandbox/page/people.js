// Whom one may be: everyone of the world by role, and its groups, with what is unread there. Knows no message.

import { made, part, unseen } from "./elements.js";
import { word } from "./words.js";

const ROLES = ["secretary", "officer", "leader", "stranger"];
const list = part("persons");

export const nameOf = (person) => person.name || word(person.role);

// Two letters: of "Bí thư May Ngọc Lâm" those of the last two words.
export function avatarOf(name, role) {
  const letters = name.split(/\s+/).slice(-2).map((each) => each[0]).join("").toUpperCase();
  return made("span", { className: `avatar ${role}`, "aria-hidden": "true", textContent: letters });
}

// choose(chat id) is called with whom or what was chosen.
export function showPeople(world, choose) {
  const groups = ROLES.map((role) => sectionOf(word(`${role}s`), world.people.filter((each) => each.role === role)
    .map((person) => entryOf(person.id, nameOf(person), person.unit, role, choose))));
  const chats = world.groups.map(({ id, title }) => entryOf(id, title, word("group_hint"), "group", choose));
  list.replaceChildren(...[...groups, sectionOf(word("groups"), chats)].filter(Boolean));
}

function sectionOf(title, entries) {
  if (!entries.length) return null;
  return made("section", {}, made("h3", { textContent: title }), made("ul", {}, ...entries.map((each) => made("li", {}, each))));
}

function entryOf(id, name, below, role, choose) {
  const key = made("button", { type: "button", className: "entry", "data-chat": id }, avatarOf(name, role),
    made("span", { className: "titles" }, made("span", { className: "title", textContent: name }),
      below ? made("span", { className: "below", textContent: below }) : null),
    made("span", { className: "badge", hidden: true }));
  key.addEventListener("click", () => choose(id));
  return key;
}

export function markPeople(world, current) {
  let elsewhere = 0;
  for (const key of list.querySelectorAll(".entry")) {
    const id = Number(key.dataset.chat);
    const { unread } = world.place(id);
    if (id === current) key.setAttribute("aria-current", "true"); else key.removeAttribute("aria-current");
    showBadge(key.querySelector(".badge"), unread);
    elsewhere += unread;
  }
  showBadge(part("unread"), elsewhere);
}

function showBadge(badge, count) {
  badge.hidden = !count;
  badge.replaceChildren(...(count ? [count, unseen(` ${word("unread")}`)] : []));
}
