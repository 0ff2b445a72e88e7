// What the page says, in the language chosen. Knows the marks in the document that ask for words.

import { ask } from "./line.js";

const KEPT = "language";
const catalogues = await ask("words");
const languages = Object.keys(catalogues);
let language = languages.includes(kept()) ? kept() : languages[0];

export const word = (key) => catalogues[language][key];
export const locale = () => ({ vi: "vi-VN", en: "en-GB" })[language];

export function showWords() {
  document.documentElement.lang = language;
  document.title = word("title");
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = word(each.dataset.word);
  for (const each of document.querySelectorAll("[data-name]")) each.setAttribute("aria-label", word(each.dataset.name));
  for (const each of document.querySelectorAll("[data-hint]")) each.placeholder = word(each.dataset.hint);
  const other = languages[(languages.indexOf(language) + 1) % languages.length];
  document.getElementById("language").lang = other;
}

export function nextLanguage() {
  language = languages[(languages.indexOf(language) + 1) % languages.length];
  try { localStorage.setItem(KEPT, language); } catch { /* a browser that keeps nothing */ }
  showWords();
}

function kept() {
  try { return localStorage.getItem(KEPT); } catch { return null; }
}
