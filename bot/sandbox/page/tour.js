// A tour of the page in a few steps, beside what each is about. Knows where things stand and whether the tour was seen.

import { part } from "./elements.js";
import { keep, kept } from "./keeping.js";
import { isWide, showView } from "./views.js";
import { word } from "./words.js";

const STEPS = [
  { name: "people", view: "people", at: "people" }, { name: "write", view: "chat", at: "composer" },
  { name: "agree", view: "chat", at: "messages" }, { name: "record", view: "record", at: "record" },
  { name: "days", view: "record", at: "days" },
];
const GAP = 12; // pixels between the tour and what it is about
const card = part("tour");

export class Tour {
  constructor(left) {
    Object.assign(this, { step: 0, left, from: null });
    part("tour-open").addEventListener("click", () => this.open());
    part("tour-next").addEventListener("click", () => (this.step + 1 < STEPS.length ? this.go(this.step + 1) : this.close()));
    part("tour-back").addEventListener("click", () => this.go(this.step - 1));
    part("tour-skip").addEventListener("click", () => this.close());
    card.addEventListener("keydown", (event) => this.key(event));
    addEventListener("resize", () => card.hidden || this.put());
  }

  // The first time it opens by itself.
  offer() {
    if (!kept("tour")) this.open();
  }

  open() {
    this.from = document.body.dataset.view;
    card.hidden = false;
    this.go(0);
  }

  key(event) {
    if (event.key === "Escape") this.close();
    if (event.key === "ArrowRight" && this.step + 1 < STEPS.length) this.go(this.step + 1);
    if (event.key === "ArrowLeft" && this.step > 0) this.go(this.step - 1);
  }

  go(step) {
    this.step = step;
    showView(STEPS[step].view);
    this.show();
    part("tour-title").focus({ preventScroll: true });
  }

  show() {
    if (card.hidden) return;
    const { name } = STEPS[this.step];
    part("tour-title").textContent = word(`tour.${name}`);
    part("tour-text").textContent = word(`tour.${name}.text`);
    part("tour-count").textContent = `${this.step + 1}/${STEPS.length}`;
    part("tour-next").textContent = word(this.step + 1 < STEPS.length ? "tour_next" : "tour_end");
    part("tour-back").hidden = this.step === 0;
    part("tour-skip").hidden = this.step + 1 === STEPS.length;
    this.put();
  }

  // Beside what it is about where there is room; on a narrow screen the style sheet puts it at the end farther from it.
  put() {
    for (const each of document.querySelectorAll(".pointed")) each.classList.remove("pointed");
    const about = part(STEPS[this.step].at);
    about.classList.add("pointed");
    const there = about.getBoundingClientRect();
    card.classList.toggle("high", there.top > innerHeight / 2);
    const { offsetWidth: width, offsetHeight: height } = card;
    const place = isWide() ? beside(there, width, height) : null;
    Object.assign(card.style, { left: place ? `${place.left}px` : "", top: place ? `${place.top}px` : "" });
  }

  close() {
    if (card.hidden) return;
    card.hidden = true;
    keep("tour", "seen");
    for (const each of document.querySelectorAll(".pointed")) each.classList.remove("pointed");
    showView("chat");
    this.left();
  }
}

// To the right of it, else to the left, else above it; always inside the window.
function beside(there, width, height) {
  const inside = (at, size, whole) => Math.max(GAP, Math.min(at, whole - size - GAP));
  const [right, left] = [there.right + GAP, there.left - width - GAP];
  if (right + width < innerWidth || left > 0) {
    return { left: right + width < innerWidth ? right : left, top: inside(there.top, height, innerHeight) };
  }
  return { left: inside(there.left + GAP, width, innerWidth), top: inside(there.top - height - GAP, height, innerHeight) };
}
