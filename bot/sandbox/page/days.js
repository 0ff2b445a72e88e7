// The day on which the world is: shown, set, moved on by a day, to the next deadline, or through a month. Draws its own control only.

import { part } from "./elements.js";
import { pause } from "./line.js";
import { dayAfter, shortDay } from "./when.js";
import { word } from "./words.js";

const MONTH = 30;
const STEP = 900; // milliseconds for a day that is played: the bot's clock ticks in between
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export class Days {
  // world() -> the world shown; done(promise) -> whether it was taken; moved(): the day is another
  constructor(world, done, moved) {
    Object.assign(this, { world, done, moved, playing: null, turned: Promise.resolve() });
    const nextDay = () => ({ day: dayAfter(world().today) });
    part("day").addEventListener("change", ({ target: { value, validity } }) => validity.valid && this.turn(() => ({ day: value })));
    part("day").addEventListener("blur", () => this.show());
    part("next-day").addEventListener("click", () => this.turn(nextDay));
    part("next-deadline").addEventListener("click", () => this.toDeadline());
    part("play").addEventListener("click", () => (this.playing ? this.stop() : this.play()));
    part("days").addEventListener("keydown", (event) => { if (event.key === "Escape") this.stop(); });
    setInterval(() => this.world() && this.show(), 30_000);
  }

  // One after the other, however fast they are asked for; `orderOf` is asked when its turn comes.
  turn(orderOf) {
    this.turned = this.turned.then(() => this.turnNow(orderOf()));
    return this.turned;
  }

  async turnNow(order) {
    const turning = this.world().turn(order);
    const taken = await this.done(turning);
    this.show();
    this.moved();
    return taken ? turning : null;
  }

  async toDeadline() {
    const found = await this.turn(() => ({ to: "next_deadline" }));
    this.say(found ? word("deadline_is", { name: found.deadline }) : "");
  }

  async play() {
    const world = this.world();
    this.playing = new AbortController();
    const { signal } = this.playing;
    this.showPlay();
    for (let left = MONTH; left > 0 && !signal.aborted && world === this.world(); left -= 1) {
      if (!await this.turn(() => ({ day: dayAfter(world.today) }))) break;
      part("played").value = MONTH - left + 1;
      await Promise.race([pause(STILL.matches ? 2 * STEP : STEP), new Promise((go) => signal.addEventListener("abort", go))]);
    }
    this.stop();
    this.say(shortDay(this.world().today));
  }

  stop() {
    this.playing?.abort();
    this.playing = null;
    this.showPlay();
  }

  showPlay() {
    const is = Boolean(this.playing);
    part("play").querySelector("span").textContent = word(is ? "stop" : "play_month");
    part("play").querySelector("use").setAttribute("href", is ? "#i-stop" : "#i-play");
    part("play").classList.toggle("strong", is);
    part("played").hidden = !is;
    if (!is) part("played").value = 0;
  }

  say(text) {
    part("day-told").textContent = text;
  }

  show() {
    if (document.activeElement !== part("day") || this.playing) part("day").value = this.world().today;
  }
}
