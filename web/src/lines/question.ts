/** What a panel asks the server for: takes its settings and what it shows, gives the question. */
import type { PanelQuestion } from "./asking";
import type { LineSettings } from "./settings";
import type { Range } from "./zoom";

export function questionOf(
  id: string,
  settings: LineSettings,
  x: string,
  range: Range | null,
  group: readonly string[],
  plotPx: number,
  points: number,
): PanelQuestion {
  const { keys, xLog, yLog, smoothing, weight, raw, band, outliers, yMin, yMax } = settings;
  return {
    id,
    keys,
    x,
    range,
    y_range: yMin !== null && yMax !== null && yMin >= yMax ? null : [yMin, yMax],
    x_log: xLog,
    y_log: yLog,
    width_px: Math.max(16, Math.round(plotPx)),
    points,
    smoothing: weight > 0 ? smoothing : "none",
    weight: weight > 0 ? weight : 0,
    raw,
    group,
    band,
    outliers,
  };
}
