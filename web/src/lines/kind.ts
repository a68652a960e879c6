import type { PanelKind } from "../panels/kinds";
import { lineExports } from "./exports";
import { metrics } from "./metrics";
import { LinePanel } from "./panel";
import { LinePanelSettings } from "./panel_settings";

/** Lines of a metric over steps or time, one a run; every metric has one by itself. */
export const linePanel: PanelKind = {
  name: "line",
  label: "Line plot",
  Body: LinePanel,
  isInRunColors: () => true,
  Settings: LinePanelSettings,
  actions: lineExports,
  automatic: () => (metrics.value ?? []).filter(({ hidden }) => !hidden).map(({ key }) => ({ key })),
  choices: () => (metrics.value ?? []).map(({ key }) => key),
  size: { wide: 1, high: 1 },
};
