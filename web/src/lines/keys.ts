/** What a key does on a line panel: reads values aloud, zooms, pans, shows all again. */
import { crosshair, nearest, sorted } from "./crosshair";
import type { SurfaceProps } from "./surface";
import { valuesInWords } from "./values";
import { moved, placeIn, rangeNow, scaled } from "./zoom";

const PAN = 0.2;

export function answerKey(event: KeyboardEvent, props: SurfaceProps, panelId: string, say: (words: string) => void): void {
  const { frame, panel: { lines, meta } } = props;
  if (event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
  const range = rangeNow(props);
  const toPlace = placeIn(range, frame);
  const { key, shiftKey } = event;
  const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  if (by && shiftKey) props.onRange(moved(range, by * PAN, toPlace));
  else if (by) {
    const step = Math.max(1, frame.plot.width / 60);
    const now = crosshair.peek()?.panel === panelId ? frame.x.toPx(crosshair.peek()?.x ?? 0) : frame.plot.x + (by > 0 ? -step : frame.plot.width + step);
    const x = frame.x.toValue(Math.min(frame.plot.x + frame.plot.width, Math.max(frame.plot.x, now + by * step)));
    crosshair.value = { panel: panelId, axis: meta.x, x, yPx: null };
    say(valuesInWords(meta, x, sorted(nearest(lines, x), frame, null), ({ line }) => props.nameOfLine(line)));
  } else if (key === "+" || key === "=") props.onRange(scaled(range, 0.5, 0.5, toPlace));
  else if (key === "-") props.onRange(scaled(range, 2, 0.5, toPlace));
  else if (key === "Escape" && (props.range || crosshair.peek())) {
    crosshair.value = null;
    props.onRange(null);
    say("All of the x axis");
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
