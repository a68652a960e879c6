import { computed } from "@preact/signals";
import { count, counted } from "../format/numbers";
import { colorFaults, colorOf, keyColors } from "../state/colors";
import { highlight, highlighted, pinHighlight, pinnedHighlight } from "../state/highlight";
import { shownGroups } from "../state/groups";
import { isVisible, nBeyond, nameOf, visibleRuns } from "../state/runs";
import { type Entry, LegendItem } from "./item";

const Y_WORDS = { latest: "latest", max: "max", min: "min" } as const;

/** The entries now: buckets or values of a key over all runs, or the runs that the panels show. */
const ofRuns = computed<readonly Entry[]>(() => {
  const byKey = keyColors.value;
  if (byKey) {
    return byKey.legend.map((one, place) => ({ ...one, name: `${place} ${one.label}`, nShown: one.ids.filter(isVisible).length }));
  }
  if (isGrouped.value) return [];
  return visibleRuns.value.map((id) => ({ name: id, label: nameOf(id), color: colorOf(id), ids: [id], count: null, nShown: 1, kind: "run" }));
});

const ofGroups = computed<readonly Entry[]>(() => shownGroups.value.map((one) => ({ ...one, name: one.label, count: one.ids.length, kind: "group" })));
const isGrouped = computed(() => shownGroups.value.length > 0);

/**
 * What the colours of runs and groups mean, for all panels together. Pointer or focus lets the runs of an entry stand out; a
 * click keeps them so. As a list it has one entry a line and scrolls by itself.
 */
export function Legend({ label = "Colours of runs", isList = false }: { label?: string; isList?: boolean }) {
  const byKey = keyColors.value;
  const runs = visibleRuns.value.length;
  const nGroups = ofGroups.value.length;
  const inGroups = nGroups > 0 ? ` in ${counted(nGroups, "group")}` : "";
  const title = byKey ? `${byKey.key}${byKey.y ? `, ${Y_WORDS[byKey.y]}` : ""}${byKey.unit === "time" ? " (UTC)" : ""}` : `${counted(runs, "run")}${inGroups}`;
  const pinned = pinnedHighlight.value;
  const standsOut = highlighted.value;
  return (
    <section class={`legend ${isList ? "is-list" : byKey?.is_numeric ? "is-scale" : ""}`} aria-label={label} onPointerLeave={() => highlight(null)}>
      <p class="legend-title">
        <strong title={title}>{title}</strong>
        {!byKey && nBeyond.value > 0 && <span class="quiet">the first of {count(runs + nBeyond.value)}</span>}
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
      {[ofRuns.value, ofGroups.value].map(
        (entries, place) =>
          entries.length > 0 && (
            <ul key={place} class={place === 1 ? "of-groups" : undefined} aria-label={place === 1 ? "Groups" : undefined}>
              {entries.map((entry) => (
                <LegendItem key={entry.name} entry={entry} isPinned={pinned !== null && areSame(pinned, entry.ids)} isDim={standsOut !== null && !entry.ids.some((id) => standsOut.has(id))} />
              ))}
            </ul>
          ),
      )}
    </section>
  );
}

function areSame(pinned: ReadonlySet<string>, ids: readonly string[]): boolean {
  return pinned.size === ids.length && ids.every((id) => pinned.has(id));
}
