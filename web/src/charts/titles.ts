/**
 * Titles inside their place: one that is wider would take its plot's room. Takes a Vega-Lite spec and a width; gives the
 * spec with long titles broken at their words, and cut where they are longer than some lines.
 */
import type { Spec } from "./answer";

const AROUND_PX = 16;
const LEAST_PX = 60;
const MOST_LINES = 3;

interface Title {
  readonly text?: unknown;
  readonly subtitle?: unknown;
  readonly fontSize?: unknown;
  readonly fontWeight?: unknown;
  readonly subtitleFontSize?: unknown;
}

/** The spec whose title is no wider than its place; the same spec where it has none. */
export function withTitleInside(spec: Spec, widthPx: number): Spec {
  const title = titleIn(spec["title"]);
  if (title.text === undefined) return spec;
  const look: Title = { ...titleIn((spec["config"] as { title?: unknown } | undefined)?.title), ...title };
  const limit = Math.max(LEAST_PX, Math.round(widthPx) - AROUND_PX);
  const text = broken(title.text, `${look.fontWeight ?? "bold"} ${look.fontSize ?? 13}px sans-serif`, limit);
  const subtitle = title.subtitle === undefined ? {} : { subtitle: broken(title.subtitle, `${look.subtitleFontSize ?? 11}px sans-serif`, limit) };
  return { ...spec, title: { ...title, text, ...subtitle, limit } };
}

function titleIn(given: unknown): Title {
  const isText = typeof given === "string" || Array.isArray(given);
  return isText ? { text: given } : ((given ?? {}) as Title);
}

/** A text in as many lines as it needs, the last with all that is left; one that fits, or an expression, as it is. */
function broken(text: unknown, font: string, limitPx: number): unknown {
  if (typeof text !== "string" && !Array.isArray(text)) return text;
  const lines = (Array.isArray(text) ? text : [text]).flatMap((line) => linesOf(String(line), font, limitPx));
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), lines.slice(MOST_LINES - 1).join(" ")] : lines;
  return shown.length === 1 ? shown[0] : shown;
}

function linesOf(text: string, font: string, limitPx: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && widthOf(`${last} ${word}`, font) <= limitPx) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

let ruler: OffscreenCanvasRenderingContext2D | null = null;
/** Its font as it was said: to set one takes longer than to measure a title. */
let ruledFont = "";

function widthOf(text: string, font: string): number {
  ruler ??= new OffscreenCanvas(1, 1).getContext("2d");
  if (!ruler) return 0;
  if (font !== ruledFont) ruler.font = ruledFont = font;
  return ruler.measureText(text).width;
}
