// The field below the chat: what is half written, and whether it answers, edits, passes on or carries a file. Sends by `send`.

import { shown } from "./bubbles.js";
import { part } from "./elements.js";
import { emptyDraft } from "./place.js";
import { word } from "./words.js";

const form = part("composer");
const field = part("text");
const HIGHEST = 160; // pixels, then it scrolls

export class Composer {
  // send(draft) -> a promise of whether it was taken; lastOwn() -> the person's last message that can be edited
  constructor(send, lastOwn) {
    Object.assign(this, { send, lastOwn, draft: emptyDraft() });
    form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("input", () => { this.draft.text = field.value; fit(); });
    part("leave").addEventListener("click", () => { this.leave(); field.focus(); });
  }

  // The draft is the place's own: what is written here is written there.
  show(draft) {
    this.draft = draft;
    field.value = draft.text;
    this.showSubject();
    fit();
  }

  showSubject() {
    const { reply, edit, forward, file } = this.draft;
    const subjects = [
      reply && `${word("replying")} ${shown(reply)}`, edit && `${word("editing")} ${shown(edit)}`,
      forward && word("forward"), file && word("attached", { name: file.name }),
    ].filter(Boolean);
    part("about").hidden = !subjects.length;
    part("about").querySelector("span").textContent = subjects.join(" · ");
    field.placeholder = word(file ? "caption" : "write");
  }

  key(event) {
    if (event.isComposing) return; // an input method still puts the diacritics on
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.submit(); }
    if (event.key === "Escape") this.leave();
    if (event.key === "ArrowUp" && !field.value && this.lastOwn()) { event.preventDefault(); this.edit(this.lastOwn()); }
  }

  async submit() {
    const { draft } = this;
    const sent = { ...draft, text: draft.text.trim() };
    if (!sent.text && !sent.file) return;
    Object.assign(draft, emptyDraft()); // at once: what is typed while it goes belongs to the next message
    this.show(draft);
    field.focus();
    if (await this.send(sent)) return;
    Object.assign(draft, sent, { text: [sent.text, draft.text].filter(Boolean).join("\n") });
    this.showAgain(draft);
  }

  showAgain(draft) {
    if (this.draft === draft) this.show(draft);
  }

  reply(message) {
    this.about({ reply: message, edit: null });
  }

  edit(message) {
    this.about({ ...emptyDraft(), edit: message, text: message.text });
    field.setSelectionRange(field.value.length, field.value.length);
  }

  about(change) {
    Object.assign(this.draft, change);
    this.show(this.draft);
    field.focus();
  }

  write(text) {
    this.about({ text });
  }

  // Takes back what the message is about; an edit takes its text with it.
  leave() {
    const { edit, text } = this.draft;
    Object.assign(this.draft, emptyDraft(), { text: edit ? "" : text });
    this.show(this.draft);
  }
}

function fit() {
  field.style.height = "auto"; // set by script: the policy forbids styles that are written into the document, not these
  field.style.height = `${Math.min(field.scrollHeight + 2, HIGHEST)}px`;
}
