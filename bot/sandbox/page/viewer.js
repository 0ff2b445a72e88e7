// A picture, large. Knows its address and its words.

import { part } from "./elements.js";

const viewer = part("viewer");

export function openPicture(address, text) {
  Object.assign(viewer.querySelector("img"), { src: address, alt: text });
  viewer.querySelector("p").textContent = text;
  viewer.showModal();
}

viewer.addEventListener("click", () => viewer.close());
