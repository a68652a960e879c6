import { useMemo } from "preact/hooks";
import { Picture } from "../drawing/picture";
import { isDark } from "../state/theme";

const isNumbers = (values: unknown): values is number[] => Array.isArray(values) && values.every((one) => typeof one === "number" || one === null);

/** Counts in bins as bars. */
export function HistogramPicture(props: { facts: Readonly<Record<string, unknown>>; label: string; widthPx: number; heightPx: number }) {
  const { facts, label, widthPx, heightPx } = props;
  const { bins, values } = facts;
  const drawing = useMemo(() => {
    if (!isNumbers(bins) || !isNumbers(values) || bins.length !== values.length + 1) return null;
    const rows = values.map((count, place) => ({ from: bins[place], to: bins[place + 1], count }));
    return { spec: specOf(rows), widthPx: Math.max(80, widthPx), heightPx, isDark: isDark.value };
  }, [facts, widthPx, heightPx, isDark.value]);
  if (!drawing) return <p class="fault">This histogram has no counts that fit its bins.</p>;
  return <Picture drawing={drawing} label={label} />;
}

function specOf(rows: readonly object[]): object {
  const bar = { type: "bar", binSpacing: 0, color: "#4269d0" };
  const x = { field: "from", type: "quantitative", bin: { binned: true }, title: null, axis: { grid: false } };
  const y = { field: "count", type: "quantitative", title: null, axis: { tickCount: 4 } };
  const tooltip = [
    { field: "from", type: "quantitative", title: "from", format: ".4~g" },
    { field: "to", type: "quantitative", title: "to", format: ".4~g" },
    { field: "count", type: "quantitative", title: "count", format: "," },
  ];
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: "container",
    height: "container",
    data: { values: rows },
    mark: bar,
    encoding: { x, x2: { field: "to" }, y, tooltip },
    config: { view: { stroke: null } },
  };
}
