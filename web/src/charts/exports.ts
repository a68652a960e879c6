/** A logged chart as a file to download: made by the server of the same picture, a file for each where there are several. */
import { projectPath } from "../api/client";
import { download, savedText } from "../api/download";
import type { PanelAction } from "../panels/kinds";
import { sayDone } from "../shell/notices";
import { askChart } from "./asking";
import { type Shown, questionOf } from "./question";

const FORMATS = [
  { format: "png", label: "Export as PNG" },
  { format: "svg", label: "Export as SVG" },
  { format: "csv", label: "Export its rows as CSV" },
  { format: "json", label: "Export as Vega-Lite JSON" },
] as const;

/** The entries of a panel's menu. */
export function chartExports(project: string, shown: Shown): readonly PanelAction[] {
  return FORMATS.map(({ format, label }) => ({
    label,
    run: async () => {
      const chart = questionOf(shown);
      const { pictures } = await askChart(projectPath(project), { body: chart });
      const files: string[] = [];
      for (const picture of pictures.length > 0 ? pictures.keys() : [0]) {
        files.push(await download(projectPath(project, "export"), { chart, picture, format }));
      }
      sayDone(savedText(files));
    },
  }));
}
