// Things to try where nothing has been said yet, fitting whoever is there. Knows their words' keys, sends nothing.

import { buttonOf, part } from "./elements.js";
import { word } from "./words.js";

const TRIES = {
  secretary: ["report", "progress", "nothing"], officer: ["progress", "ranking", "target"],
  leader: ["progress", "ranking", "target"], stranger: ["help", "outside"], group: ["progress", "target"],
};

// write(text) puts it into the field; `username`: the bot's, which is named in a group
export function showTries(role, username, write) {
  const address = role === "group" ? `@${username} ` : "";
  part("tries").replaceChildren(...TRIES[role].map((name) => {
    const text = address + word(`try.${name}`);
    return buttonOf({ text }, () => write(text));
  }));
  part("empty-told").textContent = word(role === "group" ? "empty_group" : "empty");
  part("start").hidden = role === "group";
}
