/** The Markdown of the schema's descriptions as elements: paragraphs, lists, code, bold, links that are named but not followed. */

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** The text as elements; nothing in it is read as HTML. */
export function markdown(text: string): HTMLElement {
  const box = document.createElement("div");
  box.className = "told";
  for (const block of text.split(/\n\s*\n/)) {
    const lines = block.split("\n").filter((line) => line.trim() !== "");
    if (lines.length === 0) continue;
    const isList = lines.every((line) => /^\s*[-*] /.test(line));
    if (isList) box.append(listOf(lines));
    else box.append(withInline("p", lines.join(" ")));
  }
  return box;
}

function listOf(lines: readonly string[]): HTMLElement {
  const list = document.createElement("ul");
  list.append(...lines.map((line) => withInline("li", line.replace(/^\s*[-*] /, ""))));
  return list;
}

function withInline(tag: "p" | "li", text: string): HTMLElement {
  const element = document.createElement(tag);
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    element.append(text.slice(end, match.index), inline(match));
    end = match.index + match[0].length;
  }
  element.append(text.slice(end).replace(/<br\s*\/?>/g, " "));
  return element;
}

function inline([, code, bold, strong, label]: RegExpMatchArray): HTMLElement {
  const element = document.createElement(code !== undefined ? "code" : label !== undefined ? "span" : "strong");
  element.textContent = code ?? bold ?? strong ?? label ?? "";
  return element;
}
