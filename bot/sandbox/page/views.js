// Which of the page's three views a narrow screen shows; a wide one shows all. Knows their names, and nothing in them.

import { part } from "./elements.js";

const WIDE = matchMedia("(min-width: 60rem)");
const keys = [...part("views").querySelectorAll("button")];

export const isWide = () => WIDE.matches;
export const isSeen = (view) => isWide() || document.body.dataset.view === view;

export function showView(view) {
  document.body.dataset.view = view;
  for (const key of keys) {
    if (key.dataset.view === view) key.setAttribute("aria-current", "true"); else key.removeAttribute("aria-current");
  }
  if (view === "record") part("changed").hidden = true;
}

// shown(view): after a person has chosen it, or the screen has become wide or narrow
export function beChoosable(shown) {
  for (const key of keys) key.addEventListener("click", () => { showView(key.dataset.view); shown(); });
  WIDE.addEventListener("change", shown);
}
