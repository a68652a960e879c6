/** A line panel as a file to download: made by the server, pictures by the renderer of exported charts. */
import { download, savedText } from "../api/download";
import { projectPath } from "../api/client";
import type { Panel, PanelAction } from "../panels/kinds";
import { sayDone } from "../shell/notices";
import { project } from "../state/project";
import { groupBy, visibleRuns } from "../state/runs";
import { questionOf } from "./question";
import { axisOf, settingsOf } from "./settings";
import { rangeOf } from "./zoom";

const FORMATS = [
  { format: "png", label: "Export as PNG" },
  { format: "svg", label: "Export as SVG" },
  { format: "csv", label: "Export all points as CSV" },
  { format: "json", label: "Export as Vega-Lite JSON" },
] as const;
const POINTS = 60_000;
const LEAST_PX = 320;

/** The entries of a panel's menu. */
export function lineExports(panel: Panel, { width, height }: { readonly width: number; readonly height: number }): readonly PanelAction[] {
  return FORMATS.map(({ format, label }) => ({
    label,
    run: async () => {
      const name = project.peek();
      if (name === null) return;
      const settings = settingsOf(panel);
      const axis = axisOf(settings);
      const size = { width_px: Math.max(LEAST_PX, width), height_px: Math.max(LEAST_PX / 2, height) };
      const question = questionOf(panel.id, settings, axis, rangeOf(panel.id, axis).peek(), groupBy.peek(), size.width_px, POINTS);
      const body = { panel: question, runs: visibleRuns.peek(), format, title: panel.title, x_title: settings.xTitle, y_title: settings.yTitle, ...size };
      const file = await download(projectPath(name, "export"), body);
      sayDone(savedText([file]));
    },
  }));
}
