import { useRef, useState } from "preact/hooks";
import { Chart, type ChartChoice } from "../charts/chart";
import { useWidth } from "../logged/size";
import type { RunFacts } from "./answer";

const LEAST_PX = 420;
const HEIGHT_PX = 380;
const GAP_PX = 12;
const PADDING_PX = 26;

/** The charts of the run as they were logged, each with its steps. */
export function Charts({ run }: { run: RunFacts }) {
  const place = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(place);
  const keys = run.keys.filter(({ kind }) => kind === "chart").map(({ key }) => key);
  const nColumns = Math.max(1, Math.floor((widthPx + GAP_PX) / (LEAST_PX + GAP_PX)));
  const onePx = (widthPx - GAP_PX * (nColumns - 1)) / nColumns - PADDING_PX;
  return (
    <div ref={place} class="logged-grid" style={{ gridTemplateColumns: `repeat(${nColumns}, minmax(0, 1fr))` }}>
      {widthPx > 0 && keys.map((key) => <OneChart key={key} run={run} chartKey={key} widthPx={onePx} />)}
    </div>
  );
}

function OneChart({ run, chartKey, widthPx }: { run: RunFacts; chartKey: string; widthPx: number }) {
  const [choice, setChoice] = useState<ChartChoice>({ step: null, run: null, classes: null });
  return (
    <section class="card logged-card" aria-label={chartKey}>
      <h2>{chartKey}</h2>
      <Chart
        project={run.project}
        chartKey={chartKey}
        runs={[run.id]}
        group={[]}
        colors={{}}
        nameOf={() => run.name}
        choice={choice}
        onChoice={(changed) => setChoice((last) => ({ ...last, ...changed }))}
        widthPx={widthPx}
        heightPx={HEIGHT_PX}
        isFull={false}
        isAsLogged={choice.classes === null}
      />
    </section>
  );
}
