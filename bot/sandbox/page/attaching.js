// What else than text can be sent: pictures, papers, a voice message, a sticker, someone else's words. Knows files, no chat.

import { part } from "./elements.js";
import { word } from "./words.js";

const LARGEST = 5 * 1024 * 1024; // what the program takes
const PICTURES = ["image/png", "image/jpeg"];
const menu = part("attach-menu");
const opener = part("attach");

// carry({kind, name, content}): put it to what is being written; simulate(kind): send it; forward(); refuse(why)
export function beAttaching({ carry, simulate, forward, refuse }) {
  const acts = {
    photo: () => part("photo-file").click(), document: () => part("any-file").click(),
    voice: () => simulate("voice"), sticker: () => simulate("sticker"), forward,
  };
  const take = async (file, kind) => {
    try {
      if (file) carry(await read(file, kind));
    } catch (error) {
      refuse(error.message);
    }
  };
  for (const key of menu.querySelectorAll("button")) {
    key.addEventListener("click", () => { close(); part("text").focus(); acts[key.dataset.act](); });
  }
  for (const [id, kind] of [["photo-file", "photo"], ["any-file", "document"]]) {
    part(id).addEventListener("change", async ({ target }) => { await take(target.files[0], kind); target.value = ""; });
  }
  part("text").addEventListener("paste", (event) => {
    const [file] = event.clipboardData.files;
    if (!file) return;
    event.preventDefault();
    take(file, PICTURES.includes(file.type) ? "photo" : "document");
  });
  opener.addEventListener("click", () => (menu.hidden ? open() : close()));
  menu.addEventListener("keydown", moveOrClose);
  document.addEventListener("pointerdown", ({ target }) => { if (!menu.contains(target) && !opener.contains(target)) close(); });
}

function open() {
  menu.hidden = false;
  opener.setAttribute("aria-expanded", "true");
  menu.querySelector("button").focus();
}

function close() {
  menu.hidden = true;
  opener.setAttribute("aria-expanded", "false");
}

function moveOrClose(event) {
  if (event.key === "Escape") { close(); opener.focus(); }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const keys = [...menu.querySelectorAll("button")];
  keys.at((keys.indexOf(document.activeElement) + step) % keys.length).focus();
}

// A picture that is none of Telegram's kinds goes as a file, as its app does it.
async function read(file, wanted) {
  if (file.size > LARGEST) throw new Error(word("too_large", { name: file.name }));
  if (!file.size) throw new Error(word("nothing_in_it", { name: file.name }));
  const kind = wanted === "photo" && !PICTURES.includes(file.type) ? "document" : wanted;
  return { kind, name: file.name, content: base64(new Uint8Array(await file.arrayBuffer())) };
}

function base64(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(""));
}
