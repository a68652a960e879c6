/** A panel on its way to another place, by pointer: what is dragged, and where it would be put. */
import { signal } from "@preact/signals";
import type { Panel } from "./kinds";
import { moveToSection, panels, placePanel } from "./model";

export interface Target {
  readonly panel: string | null;
  readonly section: string;
  readonly isBehind: boolean;
}

export const dragged = signal<Panel | null>(null);
export const target = signal<Target | null>(null);

const EDGE_PX = 60;
const SCROLL_PX = 18;

/** What the handle of a panel does when it is pressed. */
export function startDrag(event: PointerEvent, panel: Panel): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const handle = event.currentTarget as HTMLElement;
  handle.setPointerCapture(event.pointerId);
  dragged.value = panel;
  const ending = new AbortController();
  const { signal: until } = ending;
  const end = (isWanted: boolean) => {
    ending.abort();
    if (isWanted && target.value) put(panel, target.value);
    dragged.value = null;
    target.value = null;
  };
  handle.addEventListener("pointermove", follow, { signal: until });
  handle.addEventListener("pointerup", () => end(true), { signal: until });
  handle.addEventListener("pointercancel", () => end(false), { signal: until });
  window.addEventListener("keydown", ({ key }) => key === "Escape" && end(false), { signal: until });
}

function follow({ clientX, clientY }: PointerEvent): void {
  if (clientY < EDGE_PX) window.scrollBy(0, -SCROLL_PX);
  else if (clientY > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX);
  const under = document.elementFromPoint(clientX, clientY);
  const section = under?.closest<HTMLElement>("[data-section]")?.dataset["section"];
  const over = under?.closest<HTMLElement>("[data-panel]");
  if (section === undefined) return;
  const box = over?.getBoundingClientRect();
  target.value = { section, panel: over?.dataset["panel"] ?? null, isBehind: box !== undefined && clientX > box.left + box.width / 2 };
}

function put(panel: Panel, { panel: id, section, isBehind }: Target): void {
  const other = panels.value.find((one) => one.id === id);
  if (other) placePanel(panel, other, isBehind);
  else if (section !== panel.section) moveToSection(panel, section);
}
