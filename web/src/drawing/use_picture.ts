/**
 * A chart as a picture on a canvas: takes the drawing and its places, gives what is shown of it and what is said. It is drawn
 * when it first comes near the screen, and again when the drawing changes; a picture stays until the next one is there.
 */
import { useLayoutEffect, useState } from "preact/hooks";
import type { BoundInputs } from "./live_messages";
import type { Drawing, Drawn } from "./messages";
import { useWasNear } from "./near";
import { DrawingFault, draw } from "./pool";

type Unscaled = Omit<Drawing, "scale"> | null;

/** A sentence in the place of a chart, or above what there is of it. */
interface Said {
  readonly of: Unscaled;
  readonly sentence: string;
  /** Whether another try may do better. */
  readonly isStopped: boolean;
}

interface Shown {
  readonly of: Unscaled;
  readonly nMarks: number;
  readonly inputs: BoundInputs | null;
}

interface Picture {
  readonly shown: Shown | null;
  readonly sentence: string | null;
  /** Whether this drawing is what is shown, so that it can be drawn. */
  readonly isProven: boolean;
  readonly isStopped: boolean;
  /** Say that the chart was stopped, and why. */
  readonly stop: (sentence: string) => void;
  readonly drawAgain: () => void;
}

interface Places {
  readonly canvas: { readonly current: HTMLCanvasElement | null };
  /** What has to come near the screen. */
  readonly place: { readonly current: Element | null };
}

export function usePicture(drawing: Unscaled, { canvas, place }: Places, onDrawn?: (drawn: Drawn) => void): Picture {
  const wasNear = useWasNear(place);
  const [said, setSaid] = useState<Said | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [attempt, setAttempt] = useState(0);

  useLayoutEffect(() => {
    if (!drawing || !wasNear) return undefined;
    const ending = new AbortController();
    draw({ ...drawing, scale: window.devicePixelRatio || 1 }, ending.signal).then(
      (result) => {
        if (ending.signal.aborted) return result.bitmap.close();
        if (canvas.current) show(canvas.current, result);
        setSaid(result.warnings[0] ? notInFull(drawing, result.warnings[0]) : null);
        setShown({ of: drawing, nMarks: result.nMarks, inputs: result.inputs });
        onDrawn?.(result);
      },
      (error: unknown) => {
        if (ending.signal.aborted) return;
        setSaid(error instanceof DrawingFault ? notInFull(drawing, error.message, error.isStopped) : notInFull(drawing, String(error)));
      },
    );
    return () => ending.abort();
  }, [drawing, wasNear, attempt]);

  return {
    shown,
    sentence: said && said.sentence,
    isProven: drawing !== null && shown?.of === drawing,
    isStopped: said?.isStopped === true && said.of === drawing,
    stop: (sentence) => setSaid({ of: drawing, sentence, isStopped: true }),
    drawAgain: () => (setSaid(null), setAttempt(attempt + 1)),
  };
}

function notInFull(of: Unscaled, reason: string, isStopped = false): Said {
  return { of, sentence: `This chart could not be drawn in full: ${reason}`, isStopped };
}

function show(canvas: HTMLCanvasElement, { bitmap, widthPx, heightPx }: Drawn): void {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.style.width = `${widthPx}px`;
  canvas.style.height = `${heightPx}px`;
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
}
