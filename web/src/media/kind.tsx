import { signal } from "@preact/signals";
import { mediaKeys } from "../logged/keys";
import type { PanelKind, PanelProps } from "../panels/kinds";
import { colorOf } from "../state/colors";
import { project } from "../state/project";
import { visibleRuns } from "../state/runs";
import { Gallery } from "./gallery";

/** Images, sounds, videos, pages, figures, histograms and shapes that scripts logged; every key has a panel by itself. */
export const mediaPanel: PanelKind = {
  name: "media",
  label: "Media",
  Body: MediaPanel,
  automatic: () => mediaKeys.value.map(({ key }) => ({ key, section: key.includes("/") ? (key.split("/")[0] as string) : "Media" })),
  choices: () => mediaKeys.value.map(({ key }) => key),
  size: { wide: 1, high: 2 },
};

const steps = signal<ReadonlyMap<string, number | null>>(new Map());

function MediaPanel({ panel, widthPx, heightPx }: PanelProps) {
  const name = project.value;
  if (name === null) return null;
  const runs = visibleRuns.value;
  const place = `${name}\n${panel.id}`;
  return (
    <Gallery
      project={name}
      mediaKey={panel.key}
      runs={runs}
      colors={Object.fromEntries(runs.map((id) => [id, colorOf(id)]))}
      step={steps.value.get(place) ?? null}
      onStep={(step) => (steps.value = new Map(steps.value).set(place, step))}
      widthPx={widthPx}
      heightPx={heightPx}
    />
  );
}
