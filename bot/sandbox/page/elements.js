// Elements made by hand: tags, icons, rows. Knows no chat and no world.

const SVG = "http://www.w3.org/2000/svg";

export const part = (id) => document.getElementById(id);

// Properties where the element has them, else attributes; null leaves one out. Children that are null are left out, too.
export function made(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  drawing.append(use);
  return drawing;
}

export const unseen = (text) => made("span", { className: "unseen", textContent: text });

export function rowOf(elements) {
  return made("div", { className: "row" }, ...elements);
}

// A button; with `label` it shows the icon only and is called that.
export function buttonOf({ text, sign, label, ...properties }, pressed) {
  const button = made("button", { type: "button", title: label, "aria-label": label, ...properties },
    sign ? icon(sign) : null, text ? made("span", { textContent: text }) : null);
  button.addEventListener("click", () => pressed(button));
  return button;
}
