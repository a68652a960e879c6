import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawing, Drawn } from "./messages";
import { DrawingFault, draw } from "./pool";
import { Surface } from "./surface";

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
export function Picture({ drawing, label, live = "hover", onDrawn }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const pointer = useRef<PointerEvent | null>(null);
  const isNear = useNear(place);
  const [fault, setFault] = useState<string | null>(null);
  const [isLooked, setLooked] = useState(false);
  const [drawn, setDrawn] = useState<{ of: PictureProps["drawing"]; nMarks: number } | null>(null);
  const [stopped, setStopped] = useState<{ of: PictureProps["drawing"]; sentence: string } | null>(null);
  const [isReady, setReady] = useState(false);

  useEffect(() => {
    if (!drawing || !isNear) return undefined;
    const ending = new AbortController();
    draw({ ...drawing, scale: window.devicePixelRatio || 1 }, ending.signal).then(
      (result) => {
        if (ending.signal.aborted) return result.bitmap.close();
        if (canvas.current) show(canvas.current, result);
        setFault(result.warnings[0] ? notInFull(result.warnings[0]) : null);
        setDrawn({ of: drawing, nMarks: result.nMarks });
        onDrawn?.(result);
      },
      (error: unknown) => {
        if (!ending.signal.aborted) setFault(notInFull(error instanceof DrawingFault ? error.message : String(error)));
      },
    );
    return () => ending.abort();
  }, [drawing, isNear]);

  const isProven = drawing !== null && drawn?.of === drawing; // it can be drawn
  const isStopped = drawing !== null && stopped?.of === drawing;
  const isLive = isProven && !isStopped && (live === "always" || (live === "hover" && isLooked));
  const said = isStopped ? stopped.sentence : fault;
  return (
    <div
      ref={place}
      class="picture"
      role="group"
      aria-label={label}
      tabIndex={live === "never" ? undefined : 0}
      data-state={said ? "fault" : drawn ? (isProven ? "drawn" : "drawing") : "waiting"}
      data-marks={drawn?.nMarks}
      onPointerEnter={(event) => ((pointer.current = event), setLooked(true))}
      onPointerMove={(event) => (pointer.current = event)}
      onFocusCapture={() => setLooked(true)}
      onPointerLeave={({ currentTarget }) => ((pointer.current = null), currentTarget.matches(":focus-within") || setLooked(false))}
      onBlurCapture={() => setLooked(false)}
    >
      {said && (
        <p class="fault" role="alert">
          {said}
        </p>
      )}
      <canvas ref={canvas} role="img" aria-label={label} hidden={isLive && isReady} />
      {isLive && (
        <Surface
          drawing={drawing}
          label={label}
          pointer={pointer}
          isReady={isReady}
          onReady={setReady}
          onFault={(sentence) => setStopped({ of: drawing, sentence })}
        />
      )}
    </div>
  );
}

const notInFull = (reason: string): string => `This chart could not be drawn in full: ${reason}`;

function show(canvas: HTMLCanvasElement, { bitmap, widthPx, heightPx }: Drawn): void {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.style.width = `${widthPx}px`;
  canvas.style.height = `${heightPx}px`;
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
}

/** True from the first time a place comes near to what is seen. */
function useNear(place: { readonly current: Element | null }): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!place.current || isNear) return undefined;
    const watching = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && setNear(true), { rootMargin: "400px" });
    watching.observe(place.current);
    return () => watching.disconnect();
  }, [isNear]);
  return isNear;
}
