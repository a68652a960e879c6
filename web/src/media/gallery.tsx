import { projectPath } from "../api/client";
import { count } from "../format/numbers";
import { useAsked } from "../logged/asking";
import type { MediaItem } from "../logged/facts";
import { StepSlider } from "../logged/slider";
import { highlighted } from "../state/highlight";
import { Item } from "./item";

interface MediaAnswer {
  readonly steps: readonly number[];
  readonly shown: readonly { readonly run: string; readonly name: string; readonly step: number; readonly n_items: number; readonly items: readonly MediaItem[] }[];
  readonly notes: readonly string[];
}

export interface GalleryProps {
  readonly project: string;
  readonly mediaKey: string;
  readonly runs: readonly string[];
  readonly colors: Readonly<Record<string, string>>;
  readonly step: number | null;
  readonly onStep: (step: number | null) => void;
  readonly widthPx: number;
  /** The height of the place; without one the gallery is as tall as what it shows. */
  readonly heightPx?: number;
}

const MOST_RUNS = 200;
const WIDE = new Set(["html", "plotly", "audio", "histogram", "molecule", "object3D"]);
const WIDE_PX = 380;
const CONTROLS_PX = 38;
const HEADING_PX = 30;

/** The media of one key, run by run, at a step of the slider. */
export function Gallery({ project, mediaKey, runs, colors, step, onStep, widthPx, heightPx }: GalleryProps) {
  const asked = runs.slice(0, MOST_RUNS);
  const body = { key: mediaKey, runs: asked, step };
  const { answer, fault, isAsking } = useAsked<MediaAnswer>(asked.length > 0 ? projectPath(project, "media") : null, body, asked);
  if (asked.length === 0) return <p class="quiet panel-note">No run is shown: choose some in the table of runs.</p>;
  if (fault) return <p class="fault panel-note">{fault}</p>;
  if (!answer) return <p class="quiet panel-note">Loading …</p>;
  const notes = [...answer.notes, ...(runs.length > MOST_RUNS ? [`The first ${MOST_RUNS} of ${runs.length} runs are shown.`] : [])];
  const hasSlider = answer.steps.length > 1;
  const isAlone = asked.length === 1;
  const standingOut = highlighted.value;
  const nItems = answer.shown.reduce((sum, { items }) => sum + items.length, 0);
  const roomPx = heightPx === undefined ? undefined : heightPx - (hasSlider ? CONTROLS_PX : 0) - (isAlone ? 0 : HEADING_PX);
  return (
    <div class="gallery" data-asking={isAsking || undefined}>
      {hasSlider && (
        <div class="logged-controls">
          <StepSlider steps={answer.steps} step={step} label={mediaKey} isWaiting={isAsking} onStep={onStep} />
        </div>
      )}
      {notes.length > 0 && <p class="quiet logged-notes">{notes.join(" ")}</p>}
      <div class="gallery-runs" tabIndex={0} role="region" aria-label={mediaKey}>
        {answer.shown.length === 0 && <p class="quiet">There is nothing to show at this step yet.</p>}
        {answer.shown.map(({ run, name, step: at, items, n_items: n }) => (
          <section key={run} class={standingOut && !standingOut.has(run) ? "dimmed" : undefined} aria-label={`${mediaKey} of ${name}`}>
            {!isAlone && (
              <h3>
                <span class="swatch" style={{ background: colors[run] ?? "transparent" }} /> {name}
                <span class="quiet"> · step {count(at)}</span>
              </h3>
            )}
            <div class="items">
              {items.map((item, place) => (
                <Item
                  key={item.file ?? place}
                  item={item}
                  name={items.length > 1 ? `${mediaKey} ${place + 1}` : mediaKey}
                  widthPx={Math.max(120, Math.min(widthPx - 8, WIDE.has(item.kind) && nItems > 1 ? WIDE_PX : widthPx - 8))}
                  {...(roomPx !== undefined && nItems === 1 && WIDE.has(item.kind) && item.kind !== "audio" ? { heightPx: Math.max(120, roomPx) } : {})}
                />
              ))}
            </div>
            {n > items.length && <p class="quiet">The first {items.length} of {count(n)}.</p>}
          </section>
        ))}
      </div>
    </div>
  );
}
