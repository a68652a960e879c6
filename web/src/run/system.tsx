import { useMemo, useRef } from "preact/hooks";
import { askColumns, projectPath } from "../api/client";
import type { ColumnBlock } from "../api/columns";
import { useAnswered } from "../api/use_answered";
import { Picture } from "../drawing/picture";
import { useWidth } from "../logged/size";
import { isDark } from "../state/theme";
import type { RunFacts } from "./answer";

interface Meta {
  readonly names: readonly string[];
}

const LEAST_PX = 320;
const HEIGHT_PX = 170;
const GAP_PX = 12;
const PADDING_PX = 26;

/** What the machine did while the run went on: the mean of each stretch of time, and its range behind it. */
export function System({ run }: { run: RunFacts }) {
  const place = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(place);
  const { answer: block, fault } = useAnswered((signal) => askColumns<Meta>(projectPath(run.project, "runs", run.id, "system"), { signal }), [run]);
  const measured = (block?.meta.names ?? []).map((name, index) => ({ name, index })).filter(({ index }) => block?.columns[`m${index}`]?.some(Number.isFinite));
  const nColumns = Math.max(1, Math.floor((widthPx + GAP_PX) / (LEAST_PX + GAP_PX)));
  const onePx = (widthPx - GAP_PX * (nColumns - 1)) / nColumns - PADDING_PX;
  return (
    <div ref={place} class="logged-grid" style={{ gridTemplateColumns: `repeat(${nColumns}, minmax(0, 1fr))` }}>
      {fault && <p class="fault">{fault}</p>}
      {block && measured.length === 0 && <p class="quiet">This run measured nothing of its machine: it was shorter than the first sample, or system metrics were off.</p>}
      {widthPx > 0 && block && measured.map(({ name, index }) => <Figure key={name} name={name} index={index} block={block} widthPx={onePx} />)}
    </div>
  );
}

function Figure({ name, index, block, widthPx }: { name: string; index: number; block: ColumnBlock<Meta>; widthPx: number }) {
  const drawing = useMemo(() => {
    const { t, [`m${index}`]: mean, [`lo${index}`]: low, [`hi${index}`]: high } = block.columns;
    const figures = Array.from(mean ?? [], (value, at) => ({ t: t?.[at], mean: value, low: low?.[at], high: high?.[at] }));
    const data = { figures: figures.filter((one) => Number.isFinite(one.mean)) };
    return { spec: SPEC, data, widthPx: Math.max(120, Math.round(widthPx)), heightPx: HEIGHT_PX, isDark: isDark.value };
  }, [block, index, widthPx, isDark.value]);
  return (
    <section class="card logged-card" aria-label={name}>
      <h2>{name.replace(/^system\./, "")}</h2>
      <Picture drawing={drawing} label={`${name} over time`} />
    </section>
  );
}

const X = { field: "t", type: "quantitative", title: "seconds", axis: { grid: false, tickCount: 5 }, scale: { nice: false } };
const Y = { field: "mean", type: "quantitative", title: null, axis: { tickCount: 4, format: "~s" } };
const TOOLTIP = [
  { field: "t", type: "quantitative", title: "seconds", format: ".1f" },
  { field: "mean", type: "quantitative", title: "mean", format: ".4~g" },
  { field: "low", type: "quantitative", title: "least", format: ".4~g" },
  { field: "high", type: "quantitative", title: "largest", format: ".4~g" },
];
const SPEC = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  width: "container",
  height: "container",
  data: { name: "figures" },
  layer: [
    { mark: { type: "area", opacity: 0.2, color: "#4269d0" }, encoding: { x: X, y: { ...Y, field: "low" }, y2: { field: "high" } } },
    { mark: { type: "line", strokeWidth: 1.5, color: "#4269d0" }, encoding: { x: X, y: Y } },
    { mark: { type: "point", opacity: 0, size: 80 }, encoding: { x: X, y: Y, tooltip: TOOLTIP } },
  ],
  config: { view: { stroke: null } },
};
