import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Live } from "./live";
import type { Drawing, Drawn } from "./messages";
import { DrawingFault, draw } from "./pool";

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
  const isNear = useNear(place);
  const [fault, setFault] = useState<string | null>(null);
  const [isLooked, setLooked] = useState(false);
  const [drawn, setDrawn] = useState<{ of: PictureProps["drawing"]; nMarks: number } | null>(null);

  useEffect(() => {
    if (!drawing || !isNear) return undefined;
    const ending = new AbortController();
    draw({ ...drawing, scale: window.devicePixelRatio || 1 }, ending.signal).then(
      (result) => {
        if (ending.signal.aborted) return result.bitmap.close();
        if (canvas.current) show(canvas.current, result);
        setFault(result.warnings[0] ?? null);
        setDrawn({ of: drawing, nMarks: result.nMarks });
        onDrawn?.(result);
      },
      (error: unknown) => {
        if (!ending.signal.aborted) setFault(error instanceof DrawingFault ? error.message : String(error));
      },
    );
    return () => ending.abort();
  }, [drawing, isNear]);

  const isProven = drawing !== null && drawn?.of === drawing; // the worker finished it: it may run in the page
  const isLive = isProven && (live === "always" || (live === "hover" && isLooked));
  return (
    <div
      ref={place}
      class="picture"
      role="group"
      aria-label={label}
      tabIndex={live === "never" ? undefined : 0}
      data-state={fault ? "fault" : drawn ? (isProven ? "drawn" : "drawing") : "waiting"}
      data-marks={drawn?.nMarks}
      onPointerEnter={() => setLooked(true)}
      onFocusCapture={() => setLooked(true)}
      onPointerLeave={({ currentTarget }) => currentTarget.matches(":focus-within") || setLooked(false)}
      onBlurCapture={() => setLooked(false)}
    >
      {fault && (
        <p class="fault" role="alert">
          This chart could not be drawn in full: {fault}
        </p>
      )}
      <canvas ref={canvas} role="img" aria-label={label} hidden={isLive} />
      {isLive && drawing && <LiveView drawing={drawing} renderer={live === "always" ? "svg" : "canvas"} onFault={setFault} />}
    </div>
  );
}

function show(canvas: HTMLCanvasElement, { bitmap, widthPx, heightPx }: Drawn): void {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.style.width = `${widthPx}px`;
  canvas.style.height = `${heightPx}px`;
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
}

function LiveView(props: { drawing: Omit<Drawing, "scale">; renderer: "svg" | "canvas"; onFault: (fault: string | null) => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let live: Live | null = null;
    let isWanted = true;
    import("./live")
      .then(({ bringToLife }) => {
        if (!isWanted || !place.current) return undefined;
        return bringToLife(place.current, { ...props.drawing, scale: 1 }, props.renderer, showTooltip);
      })
      .then((started) => {
        live = started ?? null;
        if (!isWanted) live?.end();
      })
      .catch((error: unknown) => props.onFault(error instanceof Error ? error.message : String(error)));
    return () => {
      isWanted = false;
      live?.end();
    };
  }, [props.drawing, props.renderer]);
  return <div ref={place} class="live" />;
}

// --- tooltips ------------------------------------------------------------------------------------------------------

const tooltip = signal<{ readonly rows: readonly (readonly [string, string])[]; readonly x: number; readonly y: number } | null>(null);

function showTooltip(content: unknown, at: MouseEvent | null): void {
  tooltip.value = at === null ? null : { rows: tooltipRows(content), x: at.clientX, y: at.clientY };
}

function tooltipRows(content: unknown): (readonly [string, string])[] {
  if (content === null || typeof content !== "object") return [["", String(content)]];
  return Object.entries(content).map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)] as const);
}

/** The one tooltip of the page: text alone, whatever a chart says. */
export function Tooltip() {
  const shown = tooltip.value;
  if (!shown) return null;
  const onRight = shown.x > window.innerWidth / 2;
  const style = {
    insetBlockStart: `${shown.y + 12}px`,
    ...(onRight ? { right: `${window.innerWidth - shown.x + 12}px` } : { left: `${shown.x + 12}px` }),
  };
  return (
    <table class="tooltip" role="presentation" style={style}>
      {shown.rows.map(([name, value]) => (
        <tr key={name}>
          {name && <th>{name}</th>}
          <td>{value}</td>
        </tr>
      ))}
    </table>
  );
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
