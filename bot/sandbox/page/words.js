// What the page says, in the language chosen. Knows the marks in the document that ask for words.

import { ask } from "./line.js";
import { kept, keep } from "./keeping.js";

const catalogues = await ask("words");
const languages = Object.keys(catalogues);
let language = languages.includes(kept("language")) ? kept("language") : languages[0];

// The words for the key, with the values put into their blanks.
export function word(key, values = {}) {
  return catalogues[language][key].replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);
}

export const isWord = (key) => key in catalogues[language];
export const locale = () => ({ vi: "vi-VN", en: "en-GB" })[language];
// Of texts that come in every language: the one that is read.
export const inWords = (texts) => (typeof texts === "string" ? texts : texts?.[language] ?? "");

export function showWords() {
  document.documentElement.lang = language;
  document.title = word("title");
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = word(each.dataset.word);
  for (const each of document.querySelectorAll("[data-name]")) each.setAttribute("aria-label", word(each.dataset.name));
  for (const each of document.querySelectorAll("[data-tip]")) each.title = word(each.dataset.tip);
  for (const each of document.querySelectorAll("[data-hint]")) each.placeholder = word(each.dataset.hint);
  document.getElementById("language").lang = other();
}

export function nextLanguage() {
  language = other();
  keep("language", language);
  showWords();
}

const other = () => languages[(languages.indexOf(language) + 1) % languages.length];
