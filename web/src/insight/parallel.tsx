import { useMemo } from "preact/hooks";
import { useChoices } from "../settings/choices";
import { KeyMenu, columnFor } from "../settings/key_menu";
import { colorOf } from "../state/colors";
import type { JsonObject } from "../state/layout";
import { visibleRuns } from "../state/runs";
import type { ParallelAnswer } from "./answers";
import { useAnswer } from "./asking";
import { type ChosenAxis, axesPatch, chosenAxes } from "./axes";
import { ParallelPlot } from "./plot";

export interface InsightProps {
  readonly settings: JsonObject;
  /** Keep settings: a merge patch. */
  readonly set: (patch: JsonObject) => void;
  readonly widthPx: number;
  readonly heightPx: number;
}

const AROUND_PX = 74;

/** Parallel coordinates of the runs that the panels show. */
export function Parallel({ settings, set, widthPx, heightPx }: InsightProps) {
  const choices = useChoices();
  const axes = useMemo(() => (choices ? chosenAxes(settings, choices) : []), [settings, choices]);
  const runs = visibleRuns.value;
  const colors = runs.map(colorOf).join();
  const body = axes.length > 0 ? { axes, runs, is_bare: true } : null;
  const { answer, fault } = useAnswer<ParallelAnswer>("parallel", useMemo(() => body, [axes, runs, colors]));
  const columns = useMemo(() => (choices ? keysOf(choices) : []), [choices]);
  const setAxes = (next: readonly ChosenAxis[]) => set(axesPatch(axes, next));
  const add = (key: string) => {
    if (!axes.some((one) => one.key === key)) setAxes([...axes, { key, y: "latest", is_log: false, is_inverted: false }]);
  };
  if (!choices) return <p class="quiet">Reading what the runs have …</p>;
  return (
    <div class="insight-body">
      <div class="insight-head">
        <KeyMenu label="Add an axis" value={null} columns={columns} onChoose={add} />
      </div>
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {axes.length === 0 && <p class="quiet">These runs have no setting that differs and no metric yet: choose axes.</p>}
      {answer?.spec && answer.axes.length === axes.length && (
        <ParallelPlot answer={answer} chosen={axes} widthPx={widthPx} heightPx={Math.max(160, heightPx - AROUND_PX)} onAxes={setAxes} />
      )}
      {answer?.notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
    </div>
  );
}

/** All keys that an axis can show. */
function keysOf(choices: NonNullable<ReturnType<typeof useChoices>>) {
  return [
    ...choices.config.map((one) => columnFor(one.key, "config", one.n_runs, one.kind as "number", one.n_values)),
    ...choices.metrics.map((one) => columnFor(one.key, "", one.n_runs)),
    ...choices.defaults.map((one) => columnFor(one.key, "", choices.n_runs)),
  ];
}
