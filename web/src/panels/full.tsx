import { useEffect, useState } from "preact/hooks";
import { Legend } from "../legend/legend";
import { Dialog } from "../shell/dialog";
import { Guarded } from "../shell/guarded";
import { visibleRuns } from "../state/runs";
import { type Panel, kindOf } from "./kinds";
import { setSettings } from "./model";

const AROUND_PX = { width: 64, height: 110 };
/** Narrower windows have the legend below the chart. */
const LEAST_BESIDE_PX = 700;
const SETTINGS_PX = 300;
const GAP_PX = 12;
const LEGEND_PX = { width: 232, height: 118 };

/** One panel over the whole window, with its settings and what the colours of its runs mean beside it where there is room. */
export function FullPanel({ panel, onClose }: { panel: Panel; onClose: () => void }) {
  const size = useWindowSize();
  const kind = kindOf(panel.kind);
  if (!kind) return null;
  const set = (patch: Parameters<typeof setSettings>[1]) => setSettings(panel, patch);
  const hasSettings = kind.Settings !== undefined && size.width > 900;
  const hasLegend = kind.isInRunColors?.(panel) === true && visibleRuns.value.length > 0;
  const isBelow = size.width < LEAST_BESIDE_PX;
  const besidePx = hasSettings ? SETTINGS_PX : hasLegend && !isBelow ? LEGEND_PX.width : 0;
  const belowPx = hasLegend && isBelow ? LEGEND_PX.height : 0;
  const props = { panel, isFull: true, set, widthPx: size.width - AROUND_PX.width - besidePx, heightPx: size.height - AROUND_PX.height - belowPx };
  return (
    <Dialog title={panel.title} class="full-panel" onClose={onClose}>
      <div class={isBelow ? "full-panel-parts is-narrow" : "full-panel-parts"}>
        <div class="panel-body">
          <Guarded what="panel">
            <kind.Body {...props} />
          </Guarded>
        </div>
        {(hasLegend || hasSettings) && (
          <div class="full-panel-side" style={{ width: isBelow ? undefined : `${besidePx - GAP_PX}px` }}>
            {hasLegend && <Legend label="Colours of runs, full screen" isList={!isBelow} />}
            {hasSettings && kind.Settings && (
              <aside class="full-panel-settings" aria-label="Settings of the panel">
                <kind.Settings {...props} />
              </aside>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}

function useWindowSize(): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: window.innerWidth, height: window.innerHeight });
  useEffect(() => {
    const follow = () => setSize({ width: window.innerWidth, height: window.innerHeight });
    window.addEventListener("resize", follow);
    return () => window.removeEventListener("resize", follow);
  }, []);
  return size;
}
