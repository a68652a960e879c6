import { useMemo, useRef, useState } from "preact/hooks";
import { BoundInputs } from "./bound_inputs";
import type { Live } from "./live";
import type { InputValue } from "./live_messages";
import type { Drawing, Drawn } from "./messages";
import { lowered } from "./room";
import { Surface } from "./surface";
import { usePicture } from "./use_picture";

export interface PictureProps {
  /** The chart, but for its scale; null while it is not known yet. Give the same object as long as nothing changed. */
  readonly drawing: Omit<Drawing, "scale"> | null;
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  /** Whether the chart answers to pointer and focus: `hover` makes it live when it is looked at, `always` at once. */
  readonly live?: "never" | "hover" | "always";
  readonly onDrawn?: (drawn: Drawn) => void;
}

/**
 * A chart: drawn by a worker as a picture, kept in view until the next one is there, live where asked for.
 * It is drawn again when the drawing changes, and when it first comes near the screen.
 */
export function Picture({ drawing: whole, label, live = "hover", onDrawn }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const pointer = useRef<PointerEvent | null>(null);
  const chart = useRef<Live | null>(null);
  const [isLooked, setLooked] = useState(false);
  const [inputsPx, setInputsPx] = useState(0);
  const [values, setValues] = useState<Readonly<Record<string, InputValue>>>({});
  const [isReady, setReady] = useState(false);
  const drawing = useMemo(() => whole && lowered(whole, inputsPx), [whole, inputsPx]);
  const { shown, sentence, isProven, isStopped, stop, drawAgain } = usePicture(drawing, { canvas, place }, onDrawn);
  const isLive = drawing !== null && isProven && !isStopped && (live === "always" || (live === "hover" && isLooked));
  const inputs = live === "never" ? null : (shown?.inputs ?? null);
  const setValue = (name: string, value: InputValue) => setValues((all) => ({ ...all, [name]: value }));
  return (
    <div
      ref={place}
      class="picture"
      role="group"
      aria-label={label}
      tabIndex={live === "never" ? undefined : 0}
      data-state={sentence !== null ? "fault" : shown ? (isProven ? "drawn" : "drawing") : "waiting"}
      data-marks={shown?.nMarks}
      onPointerEnter={(event) => ((pointer.current = event), setLooked(true))}
      onPointerMove={(event) => (pointer.current = event)}
      onFocusCapture={() => setLooked(true)}
      onPointerLeave={({ currentTarget }) => ((pointer.current = null), currentTarget.matches(":focus-within") || setLooked(false))}
      onBlurCapture={({ currentTarget, relatedTarget }) => pointer.current !== null || currentTarget.contains(relatedTarget as Node | null) || setLooked(false)}
    >
      {sentence !== null && (
        <p class="fault" role="alert">
          {sentence}
        </p>
      )}
      {isStopped && (
        <button type="button" onClick={() => (drawAgain(), place.current?.focus())}>
          Draw again
        </button>
      )}
      <canvas ref={canvas} role="img" aria-label={label} hidden={isLive && isReady} />
      {isLive && (
        <Surface
          drawing={drawing}
          label={label}
          pointer={pointer}
          live={chart}
          isReady={isReady}
          onReady={(isThere) => (setReady(isThere), setValues({}))}
          onFault={stop}
          onSignal={setValue}
        />
      )}
      {inputs && (
        <BoundInputs
          bound={inputs}
          values={values}
          isDisabled={isStopped}
          onHeight={setInputsPx}
          onSet={(name, value) => (setValue(name, value), chart.current?.tell({ kind: "set", name, value }))}
        />
      )}
    </div>
  );
}
