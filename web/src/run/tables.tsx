import { useState } from "preact/hooks";
import { Table } from "../tables/table";
import type { RunFacts } from "./answer";

/** The tables of the run, each with its steps; the tables of charts among them, where they are asked for. */
export function Tables({ run }: { run: RunFacts }) {
  const [hasCharts, setCharts] = useState(false);
  const tables = run.keys.filter(({ kind }) => kind === "table");
  const charts = run.keys.filter(({ kind }) => kind === "chart");
  const isShown = hasCharts || tables.length === 0;
  return (
    <div class="logged-grid">
      {[...tables, ...(isShown ? charts : [])].map(({ key }) => (
        <OneTable key={key} run={run} tableKey={key} />
      ))}
      {charts.length > 0 && tables.length > 0 && (
        <button type="button" onClick={() => setCharts(!hasCharts)}>
          {hasCharts ? "Hide the tables of charts" : `Show the tables of ${charts.length} ${charts.length === 1 ? "chart" : "charts"}`}
        </button>
      )}
    </div>
  );
}

function OneTable({ run, tableKey }: { run: RunFacts; tableKey: string }) {
  const [step, setStep] = useState<number | null>(null);
  return (
    <section class="card logged-card table-card" aria-label={tableKey}>
      <h2>{tableKey}</h2>
      <Table project={run.project} run={run.id} tableKey={tableKey} step={step} onStep={setStep} />
    </section>
  );
}
