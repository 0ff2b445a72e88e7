// The field below the chat: what is written, and whether it answers, edits or passes on another message. Sends by `send`.

import { shown } from "./chat.js";
import { word } from "./words.js";

const form = document.getElementById("composer");
const field = document.getElementById("text");
const about = document.getElementById("about");
const forward = document.getElementById("forward");

export class Composer {
  // send({text, reply?, edit?, forward}) -> a promise of whether it was taken
  constructor(send) {
    this.send = send;
    this.subject = {};
    form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("input", fit);
    about.querySelector("button").addEventListener("click", () => { this.clear(); field.focus(); });
  }

  key(event) {
    if (event.isComposing) return; // an input method still puts the diacritics on
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.submit(); }
    if (event.key === "Escape") this.clear();
  }

  async submit() {
    const text = field.value.trim();
    if (text && await this.send({ text, ...this.subject, forward: forward.checked })) this.clear();
    field.focus();
  }

  reply(message) {
    this.about({ reply: message }, "replying");
  }

  edit(message) {
    this.write(message.text);
    this.about({ edit: message }, "editing");
  }

  about(subject, key) {
    this.subject = subject;
    about.querySelector("span").textContent = `${word(key)} ${shown(Object.values(subject)[0])}`;
    about.hidden = false;
    field.focus();
  }

  write(text) {
    field.value = text;
    fit();
    field.focus();
  }

  clear() {
    this.subject = {};
    about.hidden = true;
    forward.checked = false;
    field.value = "";
    fit();
  }
}

function fit() {
  field.style.height = "auto"; // set by script: the policy forbids styles that are written into the document, not these
  field.style.height = `${Math.min(field.scrollHeight + 2, 160)}px`;
}
