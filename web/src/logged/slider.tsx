import { useEffect, useState } from "preact/hooks";
import { count } from "../format/numbers";

const PLAYED_MS = 700;

export interface StepSliderProps {
  readonly steps: readonly number[];
  /** The step that is looked at; null follows the latest. */
  readonly step: number | null;
  /** The steps of what is shown, where several runs may have theirs; those that had ended show an earlier one. */
  readonly shown?: readonly number[];
  readonly onStep: (step: number | null) => void;
  /** What it moves, for those who do not see it. */
  readonly label: string;
  /** Whether what it moves is still on its way: playing waits for it. */
  readonly isWaiting?: boolean;
}

/** A slider over the steps at which something was logged: by pointer, by arrow keys, by itself. At its end it follows what is new. */
export function StepSlider({ steps, step, shown = [], onStep, label, isWaiting = false }: StepSliderProps) {
  const [isPlaying, setPlaying] = useState(false);
  const last = steps.length - 1;
  const place = step === null ? last : placeOf(steps, step);

  useEffect(() => {
    if (!isPlaying || isWaiting) return undefined;
    const timer = window.setTimeout(() => {
      if (place >= last) setPlaying(false);
      else move(place + 1);
    }, PLAYED_MS);
    return () => window.clearTimeout(timer);
  }, [isPlaying, isWaiting, place, last]);

  if (steps.length < 2) return null;
  const move = (to: number) => onStep(to >= last ? null : (steps[Math.max(0, to)] as number));
  const play = () => {
    if (!isPlaying && place >= last) move(0);
    setPlaying(!isPlaying);
  };
  const chosen = steps[place] as number;
  const first = isWaiting ? chosen : Math.min(chosen, ...shown);
  const said = first < chosen ? `steps ${count(first)} to ${count(chosen)}` : `step ${count(chosen)}`;
  return (
    <div class="steps">
      <button type="button" class="icon" aria-label={isPlaying ? `Pause ${label}` : `Play ${label} over steps`} aria-pressed={isPlaying} onClick={play}>
        {isPlaying ? "❚❚" : "▶"}
      </button>
      <input
        type="range"
        min={0}
        max={last}
        value={place}
        aria-label={`Step of ${label}`}
        aria-valuetext={said}
        onInput={({ currentTarget }) => (setPlaying(false), move(Number(currentTarget.value)))}
      />
      <output>
        {said}
        {step === null && <span class="quiet"> · latest</span>}
      </output>
    </div>
  );
}

/** The place of the last step up to `step`. */
function placeOf(steps: readonly number[], step: number): number {
  const after = steps.findIndex((one) => one > step);
  return after < 0 ? steps.length - 1 : Math.max(0, after - 1);
}
