// Days and hours as people of the world read them: in its zone, in the language chosen. Knows no clock.

import { locale } from "./words.js";

const ZONE = "Asia/Ho_Chi_Minh";
const DAY = 86_400_000;

// The day as 2026-11-22.
export const dayOf = (moment) => moment.toLocaleDateString("sv-SE", { timeZone: ZONE });
export const ofMessage = (message) => new Date(message.date * 1000);
export const timeOf = (moment) => moment.toLocaleTimeString(locale(), { timeStyle: "short", timeZone: ZONE });
export const longDay = (moment) => moment.toLocaleDateString(locale(), { dateStyle: "full", timeZone: ZONE });

// A day written 2026-11-22, or a moment that begins with one, as 22/11/2026.
export function shortDay(text) {
  const [year, month, day] = text.slice(0, 10).split("-");
  return `${day}/${month}/${year}`;
}

export function shortMoment(text) {
  const moment = new Date(text);
  return `${shortDay(dayOf(moment)).slice(0, 5)} ${timeOf(moment)}`;
}

export function dayAfter(text, days = 1) {
  return new Date(Date.parse(`${text}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}
