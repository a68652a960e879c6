import { signal } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";
import { projectPath } from "../api/client";
import { counted } from "../format/numbers";
import { useAsked } from "../logged/asking";
import { tableKeys } from "../logged/keys";
import type { PanelKind, PanelProps } from "../panels/kinds";
import { project } from "../state/project";
import { nameOf, visibleRuns } from "../state/runs";
import { Table } from "./table";

/** Tables that scripts logged, of one run at a time. */
export const tablePanel: PanelKind = {
  name: "table",
  label: "Table",
  Body: TablePanel,
  automatic: () => tableKeys.value.map(({ key }) => ({ key, section: key.includes("/") ? (key.split("/")[0] as string) : "Tables" })),
  choices: () => tableKeys.value.map(({ key }) => key),
  size: { wide: 2, high: 2 },
};

const steps = signal<ReadonlyMap<string, number | null>>(new Map());

function TablePanel({ panel, heightPx, set }: PanelProps) {
  const [asked, setAsked] = useState<string | null>(null);
  const name = project.value;
  const shown = visibleRuns.value;
  const { answer: holders, fault } = useAsked<readonly string[]>(name === null ? null : projectPath(name, "tables", panel.key), undefined, shown);
  const runs = useMemo(() => {
    const have = new Set(holders);
    return shown.filter((id) => have.has(id));
  }, [holders, shown]);
  const kept = asked ?? (typeof panel.settings["run"] === "string" ? panel.settings["run"] : null);
  const run = kept !== null && runs.includes(kept) ? kept : runs[0];
  if (fault) return <p class="fault panel-note">{fault}</p>;
  if (name === null || holders === null) return <p class="quiet panel-note">Loading …</p>;
  if (run === undefined) return <p class="quiet panel-note">{noneHas(panel.key, holders.length)}</p>;
  const choose = (id: string) => (setAsked(id), set({ run: id }));
  const place = `${name}\n${panel.id}`;
  return (
    <div class="table-panel" style={{ height: `${heightPx}px` }}>
      {runs.length > 1 && (
        <label class="row">
          <span class="quiet">Run</span>
          <select class="grow" value={run} onChange={({ currentTarget }) => choose(currentTarget.value)}>
            {runs.map((id) => (
              <option key={id} value={id}>
                {nameOf(id)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Table key={run} project={name} run={run} tableKey={panel.key} step={steps.value.get(place) ?? null} onStep={(step) => (steps.value = new Map(steps.value).set(place, step))} />
    </div>
  );
}

function noneHas(key: string, nOthers: number): string {
  const others = nOthers === 0 ? "" : ` ${counted(nOthers, "other run")} did. The eye beside a run's name shows it here.`;
  return `No run shown here logged '${key}'.${others}`;
}
