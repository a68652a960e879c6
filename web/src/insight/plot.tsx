import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Picture } from "../drawing/picture";
import type { Drawn } from "../drawing/messages";
import { count, counted } from "../format/numbers";
import { colorOf } from "../state/colors";
import { highlight, highlighted, pinHighlight } from "../state/highlight";
import { nameOf } from "../state/runs";
import { isDark } from "../state/theme";
import type { ParallelAnswer } from "./answers";
import { type ChosenAxis, withMoved } from "./axes";
import { Axis, shortName } from "./axis";
import { type Brush, type Brushes, selectedBy } from "./brushes";
import { geometryOf, nearestRun } from "./geometry";
import { paintRuns } from "./painter";

interface Props {
  readonly answer: ParallelAnswer;
  readonly chosen: readonly ChosenAxis[];
  readonly widthPx: number;
  readonly heightPx: number;
  readonly onAxes: (axes: readonly ChosenAxis[]) => void;
}

const NEAR_PX = 9;
const LEAST_STEP_PX = 96;

/** The picture of parallel coordinates and what answers over it: brushes, names of axes, the line under the pointer. */
export function ParallelPlot({ answer, chosen, widthPx, heightPx, onAxes }: Props) {
  const over = useRef<HTMLCanvasElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Pick<Drawn, "plot" | "scales" | "widthPx" | "heightPx"> | null>(null);
  const [brushes, setBrushes] = useState<Brushes>({});
  const pointed = useSignal<{ readonly run: number; readonly x: number; readonly y: number } | null>(null);
  const { axes, runs, spec } = answer;
  const wide = Math.max(widthPx, axes.length * LEAST_STEP_PX);
  const drawing = useMemo(() => spec && { spec, widthPx: wide, heightPx, isDark: isDark.value }, [spec, wide, heightPx, isDark.value]);
  const geometry = useMemo(() => drawn && geometryOf(drawn, axes.length), [drawn, axes.length]);

  const latest = useRef({ answer, geometry });
  latest.current = { answer, geometry };
  const version = useSignal(0);
  useLayoutEffect(() => void version.value++, [answer, geometry]);
  useSignalEffect(() => {
    void version.value;
    const ids = highlighted.value;
    const { answer: now, geometry: where } = latest.current;
    if (!over.current || !place.current || !where) return;
    const n = paintRuns(over.current, now, where, ids ?? new Set(), colorOf);
    place.current.classList.toggle("is-dim", ids !== null);
    place.current.dataset["stands"] = ids === null ? "all" : String(n);
  });

  const brush = (name: string, part: Brush | null) => {
    const next = Object.fromEntries(Object.entries({ ...brushes, [name]: part }).filter((pair): pair is [string, Brush] => pair[1] !== null));
    setBrushes(next);
    pinHighlight(selectedBy(next, answer));
  };
  // What is selected follows the runs as they change, and ends with the picture.
  useEffect(() => {
    if (Object.keys(brushes).length > 0) pinHighlight(selectedBy(brushes, answer));
  }, [answer]);
  useEffect(() => () => highlight(null), []);
  const selected = useMemo(() => selectedBy(brushes, answer), [brushes, answer]);

  const point = (event: PointerEvent) => {
    const box = over.current?.getBoundingClientRect();
    if (!box || !geometry) return;
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const run = nearestRun(answer, geometry, at, NEAR_PX);
    pointed.value = run === null ? null : { run, ...at };
    highlight(run === null ? null : [runs[run] as string]);
  };
  const leave = () => {
    pointed.value = null;
    highlight(null);
  };

  return (
    <div class="parallel">
      <div class="parallel-scroll">
        <div ref={place} class="parallel-plot" style={{ width: `${wide}px` }} onPointerMove={point} onPointerLeave={leave}>
          <Picture drawing={drawing} live="never" label={`Parallel coordinates of ${counted(runs.length, "run")} over ${counted(axes.length, "axis", "axes")}: ${axes.map(({ name }) => name).join(", ")}`} onDrawn={setDrawn} />
          <canvas ref={over} class="parallel-over" aria-hidden="true" />
          {geometry &&
            axes.map((axis, index) => (
              <Axis
                key={axis.name}
                axis={axis}
                chosen={chosen[index] as ChosenAxis}
                place={index}
                geometry={geometry}
                brush={brushes[axis.name] ?? null}
                onBrush={(part) => brush(axis.name, part)}
                onChange={(patch) => onAxes(chosen.map((one, at) => (at === index ? { ...one, ...patch } : one)))}
                onMove={(to) => onAxes(withMoved(chosen, index, to))}
                onRemove={() => onAxes(chosen.filter((_, at) => at !== index))}
              />
            ))}
          <Pointed pointed={pointed} answer={answer} widthPx={wide} />
        </div>
      </div>
      <p class="parallel-said quiet" role="status">
        {selected ? `${count(selected.length)} of ${counted(runs.length, "run")} selected.` : "Drag along an axis to select runs; drag a name to move its axis."}
        {selected && (
          <button type="button" onClick={() => (setBrushes({}), pinHighlight(null))}>
            Clear all
          </button>
        )}
      </p>
    </div>
  );
}

/** The name and the values of the run under the pointer. */
function Pointed({ pointed, answer, widthPx }: { pointed: { readonly value: { run: number; x: number; y: number } | null }; answer: ParallelAnswer; widthPx: number }) {
  const at = pointed.value;
  const id = at && answer.runs[at.run];
  if (!at || id === undefined || id === null) return null;
  const side = at.x > widthPx / 2 ? { right: `${widthPx - at.x + 14}px` } : { left: `${at.x + 14}px` };
  return (
    <table class="parallel-tip" role="presentation" style={{ ...side, top: `${at.y + 14}px` }}>
      <tr>
        <th colSpan={2}>
          <span class="swatch" style={{ background: colorOf(id) }} /> {nameOf(id)}
        </th>
      </tr>
      {answer.axes.map(({ name, texts }) => (
        <tr key={name}>
          <td class="quiet">{shortName(name)}</td>
          <td class="number">{texts[at.run]}</td>
        </tr>
      ))}
    </table>
  );
}
