import { signal } from "@preact/signals";
import { prepare } from "../drawing/pool";
import { chartKeys } from "../logged/keys";
import type { Panel, PanelKind, PanelProps } from "../panels/kinds";
import { project } from "../state/project";
import { groupOfRun } from "../state/groups";
import { groupBy, nameOf, visibleRuns } from "../state/runs";
import { areColorsKnown, colorOf } from "../state/colors";
import { Chart, type ChartChoice } from "./chart";
import type { JsonObject } from "../state/layout";
import { chartExports } from "./exports";
import { hasRunColors } from "./fitting";

const LEAST_EXPORTED_PX = 320;

/** Charts that scripts logged; every key has a panel by itself. */
export const chartPanel: PanelKind = {
  name: "chart",
  label: "Logged chart",
  Body: ChartPanel,
  isInRunColors: (panel) => project.value !== null && inRunColors.value.has(placeOf(project.value, panel)),
  prepare,
  automatic: () => chartKeys.value.map(({ key }) => ({ key, section: sectionOf(key) })),
  actions: (panel, { width, height }) => {
    const name = project.peek();
    return name === null ? [] : chartExports(name, { ...shownIn(name, panel), widthPx: Math.max(LEAST_EXPORTED_PX, width), heightPx: Math.max(LEAST_EXPORTED_PX, height) });
  },
  choices: () => chartKeys.value.map(({ key }) => key),
  size: { wide: 1, high: 2 },
};

/** The steps that are looked at, by project and panel: a place of a slider is nobody's setting. */
const steps = signal<ReadonlyMap<string, number | null>>(new Map());
/** The panels, by project, whose latest pictures have the colours of runs. */
const inRunColors = signal<ReadonlySet<string>>(new Set());

function ChartPanel({ panel, widthPx, heightPx, isFull, set }: PanelProps) {
  const name = project.value;
  if (name === null || !areColorsKnown.value) return null;
  return (
    <Chart
      {...shownIn(name, panel)}
      project={name}
      nameOf={nameOf}
      onChoice={({ step, ...kept }) => {
        if (step !== undefined) steps.value = new Map(steps.value).set(placeOf(name, panel), step);
        if (Object.keys(kept).length > 0) set(kept as JsonObject);
      }}
      onAnswer={({ pictures }) => keepRunColors(placeOf(name, panel), pictures.some(({ spec }) => hasRunColors(spec)))}
      widthPx={widthPx}
      heightPx={heightPx}
      isFull={isFull}
    />
  );
}

function keepRunColors(place: string, isColored: boolean): void {
  if (inRunColors.peek().has(place) === isColored) return;
  const others = [...inRunColors.peek()].filter((one) => one !== place);
  inRunColors.value = new Set(isColored ? [...others, place] : others);
}

const placeOf = (name: string, { id }: Panel): string => `${name}\n${id}`;

/** What a panel shows: its key for the runs of the page, as its reader chose. */
function shownIn(name: string, panel: Panel) {
  const runs = visibleRuns.value;
  const choice = { ...choiceOf(panel.settings), step: steps.value.get(placeOf(name, panel)) ?? null };
  const groupOf = choice.run === null ? groupOfRun : () => undefined;
  return {
    chartKey: panel.key,
    runs,
    group: groupBy.value,
    colors: Object.fromEntries(runs.map((id) => [id, groupOf(id)?.color ?? colorOf(id)])),
    choice,
  };
}

/** What the layout keeps of a chart, as far as it is of its types. */
function choiceOf(settings: JsonObject): Omit<ChartChoice, "step"> {
  const { run, classes } = settings;
  const isTexts = Array.isArray(classes) && classes.every((one) => typeof one === "string");
  return {
    run: typeof run === "string" ? run : null,
    classes: isTexts ? (classes as readonly string[]) : null,
  };
}

/** Keys without a slash stand among the charts; others in the section of their metric. */
function sectionOf(key: string): string {
  return key.includes("/") ? (key.split("/")[0] as string) : "Custom charts";
}
