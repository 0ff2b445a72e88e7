// A message's text with its entities (Telegram's offsets are JavaScript's own: UTF-16 units) as nodes. Knows no chat.

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote",
  spoiler: "span", text_link: "a", url: "a",
};

export function nodesOf(text, entities = []) {
  const marked = entities.filter((each) => each.type in TAGS).sort((one, two) => one.offset - two.offset || two.length - one.length);
  return between(text, marked, 0, text.length);
}

function between(text, marked, start, end) {
  const nodes = [];
  let at = start;
  while (marked.length && marked[0].offset < end) {
    const entity = marked.shift();
    nodes.push(text.slice(at, entity.offset));
    at = entity.offset + entity.length;
    const element = document.createElement(TAGS[entity.type]);
    element.append(...between(text, marked, entity.offset, at));
    if (element.tagName === "A") link(element, entity.url ?? element.textContent);
    nodes.push(element);
  }
  return [...nodes, text.slice(at, end)];
}

function link(element, address) {
  if (!/^https?:/i.test(address)) return;
  Object.assign(element, { href: address, target: "_blank", rel: "noopener noreferrer" });
}
