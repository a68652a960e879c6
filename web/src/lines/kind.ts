import type { PanelKind } from "../panels/kinds";
import { LinePanel } from "./panel";

/** Lines of a metric over steps or time, one a run; every metric has one by itself. */
export const linePanel: PanelKind = { name: "line", label: "Line plot", Body: LinePanel, size: { wide: 1, high: 1 } };
