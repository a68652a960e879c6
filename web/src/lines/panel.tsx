import { useMemo } from "preact/hooks";
import { count, counted } from "../format/numbers";
import type { PanelProps } from "../panels/kinds";
import { project } from "../state/project";
import { groupBy, visibleRuns } from "../state/runs";
import { isDark } from "../state/theme";
import type { Line, PanelLines } from "./data";
import { dashOf } from "./dashes";
import { frameOf } from "./frame";
import { lineColors, lineName } from "./line_colors";
import { questionOf } from "./question";
import { axisOf, settingsOf } from "./settings";
import { Surface } from "./surface";
import { useLines } from "./use_lines";
import { yRangeInWords } from "./words";
import { type Range, rangeOf, yRangeOf } from "./zoom";

const POINTS = 6_000;
const POINTS_FULL = 60_000;
const AXIS_PX = 44;
const FOOT_PX = 22;
const LEGEND_PX = 22;

/** The lines of one or several metrics, one a run or a group. */
export function LinePanel({ panel, widthPx, heightPx, isFull }: PanelProps) {
  const settings = settingsOf(panel);
  const axis = axisOf(settings);
  const range = rangeOf(panel.id, axis);
  const yRange = yRangeOf(panel.id);
  const showAll = () => (range.value = yRange.value = null);
  const group = groupBy.value;
  const question = questionOf(panel.id, settings, axis, range.value, group, widthPx - AXIS_PX, isFull ? POINTS_FULL : POINTS);
  const { lines, fault } = useLines(project.value ?? "", visibleRuns.value, question);
  const hasLegend = settings.keys.length > 1;
  const size = { widthPx, heightPx: Math.max(80, heightPx - FOOT_PX - (hasLegend ? LEGEND_PX : 0)) };
  const byLine = lineColors(lines?.lines ?? []);
  const colors = lines?.lines.map(byLine).join(); // read while rendering, so that new colours paint anew
  const colorOfLine = useMemo(() => byLine, [lines, colors]);
  const ends = yRange.value;
  const frame = useMemo(() => lines && frameOf(ends ? { ...lines.meta, y_domain: ends } : lines.meta, size), [lines, ends, size.widthPx, size.heightPx]);
  if (fault && !lines) return <p class="fault line-empty">{fault}</p>;
  if (visibleRuns.value.length === 0) return <p class="quiet line-empty">No run is shown: choose runs in the table.</p>;
  if (!lines) return <p class="quiet line-empty">Reading …</p>;
  const notes = fault ? [fault, ...lines.meta.notes] : lines.meta.notes;
  const nameOfLine = (line: Line) => lineName(line, settings.keys);
  return (
    <div class="line-panel">
      {hasLegend && <Dashes keys={settings.keys} />}
      {frame ? (
        <Surface
          panelId={panel.id}
          label={labelOf(panel.title, lines, ends)}
          panel={lines}
          frame={frame}
          size={size}
          theme={isDark.value ? "dark" : "light"}
          keys={settings.keys}
          colorOfLine={colorOfLine}
          nameOfLine={nameOfLine}
          range={range.value}
          yRange={ends}
          onRange={(wanted) => (range.value = wanted)}
          onYRange={(wanted) => (yRange.value = wanted)}
          onShowAll={showAll}
        />
      ) : (
        <p class="quiet line-empty">
          None of the {count(visibleRuns.value.length)} shown runs has a value of {settings.keys.join(", ")} on this axis.
        </p>
      )}
      <Foot xTitle={settings.xTitle || lines.meta.x_title} yTitle={settings.yTitle} notes={notes} onShowAll={range.value || ends ? showAll : null} />
    </div>
  );
}

/** Which dash is which metric. */
function Dashes({ keys }: { keys: readonly string[] }) {
  return (
    <ul class="line-legend">
      {keys.map((key) => (
        <li key={key}>
          <svg width="22" height="8" aria-hidden="true">
            <line x1="0" x2="22" y1="4" y2="4" stroke="currentColor" stroke-width="2" stroke-dasharray={dashOf(keys, key).join(" ")} />
          </svg>
          {key}
        </li>
      ))}
    </ul>
  );
}

interface FootProps {
  readonly xTitle: string;
  readonly yTitle: string;
  readonly notes: readonly string[];
  /** Null where all is shown. */
  readonly onShowAll: (() => void) | null;
}

/** What stands below the lines: the axes' titles, the way back from a zoom, and what there is to say. */
function Foot({ xTitle, yTitle, notes, onShowAll }: FootProps) {
  return (
    <p class="line-foot">
      {yTitle && <span class="line-y-title">{yTitle}</span>}
      <span class="line-x-title">{xTitle}</span>
      {onShowAll && (
        <button type="button" class="line-reset" title="All of both axes: also by a double click, or Escape" onClick={onShowAll}>
          Show all
        </button>
      )}
      {notes.length > 0 && <Notes notes={notes} />}
    </p>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <details class="line-notes">
      <summary>
        {counted(notes.length, "note")}
        <span class="unseen"> about this chart</span>
      </summary>
      <ul class="menu">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}

function labelOf(title: string, { lines, meta }: PanelLines, yRange: Range | null): string {
  const nOdd = lines.reduce((sum, { oddX }) => sum + oddX.length, 0);
  return `${title} over ${meta.x_title}: ${counted(lines.length, "line")}, ${yRangeInWords(yRange ?? meta.y_domain ?? [NaN, NaN])}${nOdd ? `, ${nOdd === 1 ? "1 mark of a value that is" : `${count(nOdd)} marks of values that are`} not finite` : ""}.`;
}
