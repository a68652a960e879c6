import { useEffect, useMemo, useState } from "preact/hooks";
import { projectPath } from "../api/client";
import { Picture } from "../drawing/picture";
import { count } from "../format/numbers";
import { useAsked } from "../logged/asking";
import { StepSlider } from "../logged/slider";
import { highlighted } from "../state/highlight";
import { isDark } from "../state/theme";
import type { ChartAnswer, ChartPicture } from "./answer";
import { askChart } from "./asking";
import { ClassFilter } from "./classes";
import { dimmed, hasRunColors } from "./fitting";
import { MOST_RUNS, questionOf } from "./question";
import { Scrolled } from "./scrolled";
import { useFitted } from "./use_fitted";

/** What a reader chose of a chart; a panel keeps it. */
export interface ChartChoice {
  /** Null follows the latest. */
  readonly step: number | null;
  /** Null shows all runs. */
  readonly run: string | null;
  /** Null shows all classes. */
  readonly classes: readonly string[] | null;
}

export interface ChartProps {
  readonly project: string;
  readonly chartKey: string;
  readonly runs: readonly string[];
  readonly group: readonly string[];
  readonly colors: Readonly<Record<string, string>>;
  readonly nameOf: (run: string) => string;
  readonly choice: ChartChoice;
  readonly onChoice: (choice: Partial<ChartChoice>) => void;
  readonly onAnswer?: (answer: ChartAnswer) => void;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isFull: boolean;
  /** One run's chart in its author's own colours. */
  readonly isAsLogged?: boolean;
}

const CONTROLS_PX = 38;
/** In a narrower place the slider has a row of its own. */
const LEAST_ONE_ROW_PX = 480;
const NOTES_PX = 22;
const HEADING_PX = 22;
const GAP_PX = 12;
const LEAST_PICTURE_PX = 300;
const LEAST_HEIGHT_PX = 220;

/** A logged chart: its runs in one picture, its steps under a slider, its runs and classes to choose from. */
export function Chart(props: ChartProps) {
  const { project, heightPx } = props;
  const all = props.runs.slice(0, MOST_RUNS);
  const question = questionOf(props);
  const { runs } = question;
  const { answer, fault, isAsking } = useAsked<ChartAnswer>(runs.length > 0 ? projectPath(project) : null, question, runs, askChart);
  useEffect(() => {
    if (answer) props.onAnswer?.(answer);
  }, [answer]);
  if (runs.length === 0) return <p class="quiet panel-note">No run is shown: choose some in the table of runs.</p>;
  if (fault) return <p class="fault panel-note">{fault}</p>;
  if (!answer) return <p class="quiet panel-note">Loading …</p>;

  if (answer.steps.length === 0 && answer.pictures.length === 0) return <p class="quiet panel-note">{answer.notes.join(" ")}</p>;

  const hasControls = answer.steps.length > 1 || all.length > 1 || answer.classes.length > 1;
  const notes = [...answer.notes, ...answer.pictures.flatMap((picture) => picture.notes)];
  if (props.runs.length > MOST_RUNS) notes.unshift(`The first ${MOST_RUNS} of ${count(props.runs.length)} runs are drawn.`);
  const isTwoRows = props.widthPx < LEAST_ONE_ROW_PX && answer.steps.length > 1 && (all.length > 1 || answer.classes.length > 1);
  const controlsPx = hasControls ? CONTROLS_PX * (isTwoRows ? 2 : 1) : 0;
  const leftPx = heightPx - controlsPx - (notes.length > 0 ? NOTES_PX : 0);
  return (
    <div class="logged-chart" data-asking={isAsking || undefined}>
      {hasControls && <Controls {...props} runs={all} answer={answer} isWaiting={isAsking} isTwoRows={isTwoRows} />}
      {notes.length > 0 && answer.pictures.length > 0 && (
        <p class="quiet logged-notes" title={notes.join("\n")}>
          {notes.join(" ")}
        </p>
      )}
      {answer.pictures.length > 0 ? (
        <Pictures {...props} answer={answer} heightPx={leftPx} />
      ) : (
        <p class="quiet panel-note">{notes.join(" ") || "There is nothing to draw at this step yet."}</p>
      )}
    </div>
  );
}

/** What is chosen of the chart: its step, one of its runs, some of its classes. */
function Controls(props: ChartProps & { answer: ChartAnswer; isWaiting: boolean; isTwoRows: boolean }) {
  const { runs, answer, isWaiting, isTwoRows, chartKey, choice, onChoice, nameOf } = props;
  return (
    <div class={isTwoRows ? "logged-controls two-rows" : "logged-controls"}>
      <StepSlider steps={answer.steps} step={choice.step} shown={answer.shown.map((one) => one.step)} label={chartKey} isWaiting={isWaiting} onStep={(step) => onChoice({ step })} />
      {runs.length > 1 && (
        <select
          aria-label={`Runs of ${chartKey}`}
          value={choice.run ?? ""}
          onChange={({ currentTarget }) => onChoice({ run: currentTarget.value || null })}
        >
          <option value="">All {runs.length} runs</option>
          {runs.map((id) => (
            <option key={id} value={id}>
              {nameOf(id)}
            </option>
          ))}
        </select>
      )}
      {answer.classes.length > 1 && (
        <ClassFilter title={answer.classes_title} classes={answer.classes} chosen={choice.classes} label={chartKey} onChosen={(classes) => onChoice({ classes })} />
      )}
    </div>
  );
}

function Pictures({ answer, widthPx, heightPx, chartKey, isFull }: ChartProps & { answer: ChartAnswer }) {
  const { pictures } = answer;
  const [nDrawn, setDrawn] = useState(0);
  const most = Math.max(1, Math.floor((widthPx + GAP_PX) / (LEAST_PICTURE_PX + GAP_PX)));
  const nColumns = Math.min(pictures.length, most);
  const nRows = Math.ceil(pictures.length / nColumns);
  const oneWidthPx = (widthPx - GAP_PX * (nColumns - 1)) / nColumns;
  const oneHeightPx = pictures.length === 1 ? heightPx : Math.max(LEAST_HEIGHT_PX, (heightPx - GAP_PX * (nRows - 1)) / nRows);
  return (
    <Scrolled label={chartKey} class="pictures" style={{ gridTemplateColumns: `repeat(${nColumns}, minmax(0, 1fr))`, height: `${heightPx}px` }} drawn={nDrawn}>
      {pictures.map((picture, place) => (
        <One
          key={picture.heading ?? place}
          picture={picture}
          answer={answer}
          label={picture.heading ? `${chartKey}, ${picture.heading}` : chartKey}
          widthPx={oneWidthPx}
          heightPx={oneHeightPx}
          isFull={isFull}
          onDrawn={() => setDrawn((n) => n + 1)}
        />
      ))}
    </Scrolled>
  );
}

function One(props: { picture: ChartPicture; answer: ChartAnswer; label: string; widthPx: number; heightPx: number; isFull: boolean; onDrawn: () => void }) {
  const { picture, answer, label, isFull } = props;
  const heightPx = Math.max(120, Math.round(props.heightPx - (picture.heading ? HEADING_PX : 0)));
  const widthPx = Math.max(120, Math.round(props.widthPx));
  const standingOut = highlighted.value;
  const isColored = useMemo(() => hasRunColors(picture.spec), [picture.spec]);
  const names = standingOut && namesIn(answer, standingOut);
  const key = names && isColored ? [...names].sort().join("\n") : "";
  const { spec, onDrawn } = useFitted(picture.spec, widthPx, heightPx, String(picture.runs.length));
  const drawing = useMemo(() => spec && { spec: dimmed(spec, key ? names : null), widthPx, heightPx, isDark: isDark.value }, [spec, isDark.value, key]);
  const isDimmed = standingOut !== null && !isColored && !picture.runs.some((id) => standingOut.has(id));
  return (
    <figure class={isDimmed ? "one dimmed" : "one"}>
      {picture.heading && <figcaption title={picture.heading}>{picture.heading}</figcaption>}
      <Picture drawing={drawing} label={label} live={isFull ? "always" : "hover"} onDrawn={(drawn) => (onDrawn(drawn), props.onDrawn())} />
    </figure>
  );
}

/** The names by which rows of these runs are known: their ids, or their groups'. */
function namesIn(answer: ChartAnswer, runs: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(answer.shown.filter(({ run }) => runs.has(run)).map(({ run, group }) => group ?? run));
}
