import { useEffect, useRef } from "preact/hooks";
import { Live, type LiveNews } from "./live";
import type { ChartEvent, InputValue, Target } from "./live_messages";
import type { Drawing } from "./messages";
import { showTooltip } from "./tooltip";

/** What a chart is told of an event. */
const FACTS = [
  ...["altKey", "button", "buttons", "code", "ctrlKey", "deltaMode", "deltaX", "deltaY", "detail", "isPrimary", "key", "location"],
  ...["metaKey", "movementX", "movementY", "pointerId", "pointerType", "pressure", "repeat", "shiftKey"],
];
/** What the page would do itself where a chart listens. */
const INSTEAD_OF_PAGE = ["wheel", "touchmove"];

export interface SurfaceProps {
  readonly drawing: Omit<Drawing, "scale">;
  readonly label: string;
  /** The latest that the pointer did over the chart; null where it is elsewhere. */
  readonly pointer: { readonly current: PointerEvent | null };
  /** The chart while it is there, for who has something to tell it. */
  readonly live: { current: Live | null };
  readonly isReady: boolean;
  /** Told once the chart is there, and when it is gone. */
  readonly onReady: (isReady: boolean) => void;
  readonly onFault: (sentence: string) => void;
  readonly onSignal: (name: string, value: InputValue) => void;
}

/** A live chart in the page: its canvas, what is done there and its tooltip. */
export function Surface({ drawing, label, pointer, live, isReady, onReady, onFault, onSignal }: SurfaceProps) {
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
    place.current?.append(canvas);
    const listening = new AbortController();
    let at = { x: 0, y: 0 };
    const tell = (event: Event, on: Target, type = event.type) => {
      if (event instanceof MouseEvent) at = { x: event.clientX, y: event.clientY };
      if (on === "canvas" && INSTEAD_OF_PAGE.includes(event.type)) event.preventDefault();
      chart.tell({ kind: "event", on, type, facts: factsOf(event, canvas) });
    };
    const listen = (on: Target, type: string) => {
      const isOfKeys = type.startsWith("key"); // those of the chart alone: what is typed elsewhere is none of its business
      const target = isOfKeys ? place.current?.closest(".picture") : on === "window" ? window : canvas;
      target?.addEventListener(type, (event) => tell(event, on), { signal: listening.signal, passive: false });
    };
    const chart = new Live({ ...drawing, scale: window.devicePixelRatio || 1 }, canvas.transferControlToOffscreen(), (news: LiveNews) => {
      if (news.kind === "ready") begin();
      else if (news.kind === "fault") onFault(news.fault);
      else if (news.kind === "listens") listen(news.on, news.type);
      else if (news.kind === "tooltip") showTooltip(news.rows, at);
      else if (news.kind === "cursor") canvas.style.cursor = news.cursor;
      else if (news.kind === "signal") onSignal(news.name, news.value);
      else Object.assign(canvas.style, { width: `${news.widthPx}px`, height: `${news.heightPx}px` });
    });
    const begin = () => {
      onReady(true);
      const { current } = pointer;
      if (current) window.requestAnimationFrame(() => tell(current, "canvas", "pointermove")); // once the canvas has its place
    };
    live.current = chart;
    return () => {
      listening.abort();
      chart.end();
      live.current = null;
      showTooltip(null, at);
      canvas.remove();
      onReady(false);
    };
  }, [drawing]);

  return (
    <div class="live">
      <div ref={place} hidden={!isReady} />
    </div>
  );
}

function factsOf(event: Event, canvas: HTMLCanvasElement): ChartEvent["facts"] {
  const corner = canvas.getBoundingClientRect();
  const placeOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }) => ({ clientX: clientX - corner.left, clientY: clientY - corner.top });
  const facts: Record<string, unknown> = {};
  for (const name of FACTS) if (name in event) facts[name] = (event as unknown as Record<string, unknown>)[name];
  if (event instanceof MouseEvent) Object.assign(facts, placeOf(event));
  if ("changedTouches" in event) facts["changedTouches"] = Array.from((event as TouchEvent).changedTouches, placeOf);
  return facts;
}
