import type { PanelKind, PanelProps } from "../panels/kinds";
import { Importance } from "./importance";
import { Parallel } from "./parallel";

/** Parallel coordinates among the panels: their axes are the panel's own settings. */
export const parallelPanel: PanelKind = {
  name: "parallel",
  label: "Parallel coordinates",
  Body: ParallelPanel,
  isInRunColors: () => true,
  choices: () => ["Parallel coordinates"],
  size: { wide: 2, high: 2 },
};

/** The importance of settings among the panels. */
export const importancePanel: PanelKind = {
  name: "importance",
  label: "Importance of settings",
  Body: ImportancePanel,
  choices: () => ["Importance of settings"],
  size: { wide: 1, high: 2 },
};

function ParallelPanel({ panel, widthPx, heightPx, set }: PanelProps) {
  return (
    <div class="insight-panel" style={{ height: `${heightPx}px` }}>
      <Parallel settings={panel.settings} set={set} widthPx={widthPx} heightPx={heightPx - 100} />
    </div>
  );
}

function ImportancePanel({ panel, widthPx, heightPx, set }: PanelProps) {
  return (
    <div class="insight-panel" style={{ height: `${heightPx}px` }}>
      <Importance settings={panel.settings} set={set} widthPx={widthPx - 8} heightPx={heightPx} />
    </div>
  );
}
