// What the browser keeps from one visit to the next: the language, the tour seen. A browser that keeps nothing forgets on reload.

const here = new Map();

export function kept(name) {
  try { return localStorage.getItem(name) ?? here.get(name); } catch { return here.get(name); }
}

export function keep(name, value) {
  here.set(name, value);
  try { localStorage.setItem(name, value); } catch { /* `here` has it */ }
}
