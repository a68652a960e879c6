import { useEffect, useMemo, useRef } from "preact/hooks";
import { Picture } from "../drawing/picture";
import { isDark } from "../state/theme";
import type { Session } from "./session";

const HEIGHT_PX = 300;
const WIDTH_STEP_PX = 20;

/** The picture of the text as it is, or the last good one with what is wrong; its rows and its plan. */
export function Preview({ session }: { session: Session }) {
  const place = useRef<HTMLDivElement>(null);
  useWidth(place, session);
  const { value: chart } = session.trial.chart;
  const { value: look } = session.trial.look;
  const dark = isDark.value;
  const drawing = useMemo(
    () => (chart ? { spec: chart.of.spec, widthPx: session.trial.widthPx, heightPx: HEIGHT_PX, isDark: dark } : null),
    [chart?.of, dark],
  );
  const isOld = chart !== null && !chart.isCurrent;
  const faults = look?.faults ?? [];
  return (
    <section class="card preview" aria-label="Preview" aria-busy={session.trial.isBusy.value}>
      <div class="row">
        <h2 class="grow">Preview</h2>
        <p class="quiet" role="status">
          {isOld ? "This text cannot be drawn; the picture is the last good one." : (chart?.of.words ?? (look ? "Nothing to draw." : "Drawing …"))}
        </p>
      </div>
      {faults.length > 0 && (
        <div class="preview-faults" role="alert">
          {faults.map(({ code, message, help, severity }) => (
            <p key={code + message} class={severity === "error" ? "fault" : ""}>
              {code} {message} {help && <span class="quiet">{help}</span>}
            </p>
          ))}
        </div>
      )}
      <div ref={place} class={`preview-place ${isOld ? "old" : ""}`}>
        {chart && <Picture drawing={drawing} label={`Chart of ${session.name}`} live="hover" />}
      </div>
      {chart && chart.isCurrent && chart.of.plan && (
        <details class="plan">
          <summary>Plan: what is computed before the browser</summary>
          <pre tabIndex={0}>{chart.of.plan}</pre>
        </details>
      )}
    </section>
  );
}

/** Draw as wide as the place is, again when it becomes wider or narrower. */
function useWidth(place: { readonly current: HTMLElement | null }, session: Session): void {
  useEffect(() => {
    if (!place.current) return undefined;
    const watching = new ResizeObserver(([entry]) => {
      const width = Math.floor((entry?.contentRect.width ?? 0) / WIDTH_STEP_PX) * WIDTH_STEP_PX;
      if (width < 80 || width === session.trial.widthPx) return;
      session.trial.widthPx = width;
      session.trial.lookAgain();
    });
    watching.observe(place.current);
    return () => watching.disconnect();
  }, [session]);
}
