import { computed } from "@preact/signals";
import { colorFaults, colorOf, keyColors } from "../state/colors";
import { highlight, highlighted, pinHighlight, pinnedHighlight } from "../state/highlight";
import { isVisible, nBeyond, nameOf, visibleRuns } from "../state/runs";
import { type Entry, LegendItem } from "./item";

const Y_WORDS = { latest: "latest", max: "max", min: "min" } as const;

/** The entries now: buckets or values of a key over all runs, or the runs that the panels show. */
const entries = computed<readonly Entry[]>(() => {
  const byKey = keyColors.value;
  if (byKey) {
    return byKey.legend.map((one, place) => ({ ...one, name: `${place} ${one.label}`, nShown: one.ids.filter(isVisible).length }));
  }
  return visibleRuns.value.map((id) => ({ name: id, label: nameOf(id), color: colorOf(id), ids: [id], count: null, nShown: 1, kind: "run" }));
});

/** What the colours of runs mean, for all panels together. Pointer or focus lets the runs of an entry stand out; a click keeps them so. */
export function Legend({ label = "Colours of runs" }: { label?: string }) {
  const byKey = keyColors.value;
  const runs = visibleRuns.value.length;
  const title = byKey ? `${byKey.key}${byKey.y ? `, ${Y_WORDS[byKey.y]}` : ""}${byKey.unit === "time" ? " (UTC)" : ""}` : `${runs.toLocaleString("en")} ${runs === 1 ? "run" : "runs"}`;
  const pinned = pinnedHighlight.value;
  const standsOut = highlighted.value;
  return (
    <section class={`legend ${byKey?.is_numeric ? "is-scale" : ""}`} aria-label={label} onPointerLeave={() => highlight(null)}>
      <p class="legend-title">
        <strong title={title}>{title}</strong>
        {!byKey && nBeyond.value > 0 && <span class="quiet">the first of {(runs + nBeyond.value).toLocaleString("en")}</span>}
        {pinned && (
          <button type="button" class="legend-end" onClick={() => pinHighlight(null)}>
            Show all alike
          </button>
        )}
      </p>
      {colorFaults.value.map(({ message, help }) => (
        <p key={message} class="fault" role="alert">
          Runs have their own colours: {message} {help}
        </p>
      ))}
      <ul>
        {entries.value.map((entry) => (
          <LegendItem key={entry.name} entry={entry} isPinned={pinned !== null && areSame(pinned, entry.ids)} isDim={standsOut !== null && !entry.ids.some((id) => standsOut.has(id))} />
        ))}
      </ul>
    </section>
  );
}

function areSame(pinned: ReadonlySet<string>, ids: readonly string[]): boolean {
  return pinned.size === ids.length && ids.every((id) => pinned.has(id));
}
