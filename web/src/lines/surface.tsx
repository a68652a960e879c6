/**
 * A line panel as one sees it: frame and lines on one canvas, and what answers on another above: crosshair and values, a
 * brush that zooms, panning, and the same by keyboard.
 */
import { type Signal, useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type { Brush } from "./brush";
import { crosshair, nearest, sorted } from "./crosshair";
import type { Line, PanelLines } from "./data";
import type { Frame, Size } from "./frame";
import { answerKey } from "./keys";
import { usePointers } from "./pointers";
import { usePainting } from "./use_painting";
import { Values } from "./values";
import { useWords } from "./words";
import type { Range } from "./zoom";

export interface SurfaceProps {
  readonly panelId: string;
  readonly label: string;
  readonly panel: PanelLines;
  readonly frame: Frame;
  readonly size: Size;
  readonly theme: "light" | "dark";
  readonly keys: readonly string[];
  readonly colorOfLine: (line: Line) => string;
  readonly nameOfLine: (line: Line) => string;
  readonly range: Range | null;
  readonly yRange: Range | null;
  readonly onRange: (range: Range | null) => void;
  readonly onYRange: (range: Range | null) => void;
  readonly onShowAll: () => void;
}

export function Surface(props: SurfaceProps) {
  const { size, panelId } = props;
  const painted = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const brush = useSignal<Brush | null>(null);
  const [words, say] = useWords();
  const state = useRef(props);
  state.current = props;
  usePainting({ painted, over, place }, state, brush);
  const { pointed, ...pointers } = usePointers({ place, state, brush, panelId });
  const onKeyDown = (event: KeyboardEvent) => answerKey(event, { props: state.current, panelId, say, pointed });
  const onBlur = () => {
    pointed.end();
    if (crosshair.peek()?.panel === panelId) crosshair.value = null;
  };
  return (
    <div
      ref={place}
      class="line-surface"
      role="group"
      tabIndex={0}
      aria-label={`${props.label} Arrow keys read values and choose a line, plus and minus zoom x, y and Shift + Y zoom y, shift and arrows pan, Escape shows all.`}
      data-state="drawn"
      style={{ width: `${size.widthPx}px`, height: `${size.heightPx}px` }}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      onDblClick={props.onShowAll}
      {...pointers}
    >
      <canvas ref={painted} class="line-painted" role="img" aria-label={props.label} />
      <canvas ref={over} class="line-overlay" aria-hidden="true" data-blank="true" />
      <Pointed {...props} />
      <Said words={words} />
    </div>
  );
}

/** What a key said; a component of its own, so that it is not said again when the panel changes. */
function Said({ words }: { words: Signal<string> }) {
  return (
    <p class="unseen" role="status">
      {words.value}
    </p>
  );
}

/** The values beside the pointer, in the panel that is pointed at. */
function Pointed({ panelId, panel, nameOfLine, colorOfLine, frame }: SurfaceProps) {
  const { lines } = panel;
  const at = crosshair.value;
  const near = useMemo(() => (at?.panel === panelId ? sorted(nearest(lines, at.x), frame, at.yPx) : []), [at, lines, frame]);
  if (!at || at.panel !== panelId || near.length === 0) return null;
  const isOnRight = frame.x.toPx(at.x) > frame.plot.x + frame.plot.width / 2;
  return <Values meta={panel.meta} x={at.x} near={near} colorOfLine={colorOfLine} nameOfLine={({ line }) => nameOfLine(line)} isOnRight={isOnRight} />;
}
