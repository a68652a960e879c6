import { effect, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { ask, projectPath } from "../api/client";
import { count } from "../format/numbers";
import { sayFault } from "../shell/notices";
import { layout } from "../state/layout";
import { project } from "../state/project";
import { allColumns, columnNamed, useColumns } from "./columns";
import { cellText } from "./format";
import { Icon } from "./icons";
import { KeyChooser, KeyName } from "./key_chooser";
import { Popover } from "./popover";
import { RangeFacet } from "./range_facet";
import { content } from "./rows";
import { choose, chosen, facetKeys, question, set } from "./settings";
import type { Choice, Facet, TableAnswer } from "./types";

const FIRST: readonly string[] = ["state", "tags", "group", "job_type"];
const FIRST_VALUES = 8;
const MOST_DIFFERENT = 30;

const keys = () => facetKeys.value ?? firstKeys();
const found = signal<Readonly<Record<string, Facet>>>({});
const isShown = signal(false);

/** What every run has where it differs, and config with a few different values. */
function firstKeys(): readonly string[] {
  const few = (allColumns.value ?? []).filter(({ section, facts }) => section === "config" && facts.n_values > 1 && facts.n_values <= MOST_DIFFERENT);
  return [...FIRST, ...few.slice(0, 6).map(({ key }) => key)];
}

effect(() => {
  const name = project.value;
  if (!isShown.value || name === null || layout.value === null || content.value === null || allColumns.value === null) return;
  const stop = new AbortController();
  const body = { ...question.value, group: [], sort: [], pinned: [], facets: keys(), limit: 0 };
  ask<TableAnswer>(projectPath(name, "runs"), { body, signal: stop.signal }).then(
    ({ facets }) => (found.value = facets ?? {}),
    (error: unknown) => !stop.signal.aborted && sayFault(error),
  );
  return () => stop.abort();
});

/** Filters by ticking: for each column how many of the runs have each value. */
export function Facets() {
  useColumns();
  const [adder, setAdder] = useState<Element | null>(null);
  useEffect(() => {
    isShown.value = true;
    return () => {
      isShown.value = false;
    };
  }, []);
  const shown = keys();
  return (
    <section class="facets" aria-label="Filter by values">
      {shown.map((key) => {
        const facet = found.value[key];
        if (!facet) return null;
        const isSame = facet.kind === "values" && facet.values.length + (facet.n_missing > 0 ? 1 : 0) <= 1;
        if (isSame && facetKeys.value === null && !chosen.value[key]) return null;
        return <FacetView key={key} facetKey={key} facet={facet} choice={chosen.value[key]} onRemove={() => set({ facets: shown.filter((one) => one !== key), chosen: { [key]: null } })} />;
      })}
      <button type="button" class="add-facet" onClick={({ currentTarget }) => setAdder(currentTarget)}>
        Add a column
      </button>
      {adder && (
        <Popover title="Filter by a column" anchor={adder} class="keys-box" onClose={() => setAdder(null)}>
          <KeyChooser label="Filter by a column" chosen={new Set(shown)} onChoose={(key) => (set({ facets: [...new Set([...shown, key])] }), setAdder(null))} />
        </Popover>
      )}
    </section>
  );
}

function FacetView({ facetKey, facet, choice, onRemove }: { facetKey: string; facet: Facet; choice: Choice | undefined; onRemove: () => void }) {
  const column = columnNamed(facetKey);
  return (
    <fieldset class="facet">
      <legend>
        <KeyName column={column} />
      </legend>
      <span class="facet-tools">
        {choice !== undefined && (
          <button type="button" class="plain" aria-label={`Untick all of ${facetKey}`} onClick={() => choose(facetKey, null)}>
            Clear
          </button>
        )}
        <button type="button" class="icon" aria-label={`Take the filter by ${facetKey} away`} onClick={onRemove}>
          <Icon name="close" />
        </button>
      </span>
      {facet.kind === "range" ? (
        <RangeFacet facetKey={facetKey} facet={facet} choice={choice !== undefined && !Array.isArray(choice) ? (choice as { min?: number; max?: number }) : {}} />
      ) : (
        <ValueFacet facetKey={facetKey} facet={facet} ticked={Array.isArray(choice) ? choice : []} />
      )}
    </fieldset>
  );
}

type Ticked = readonly (string | number | boolean | null)[];

function ValueFacet({ facetKey, facet, ticked }: { facetKey: string; facet: Extract<Facet, { kind: "values" }>; ticked: Ticked }) {
  const [isWhole, setWhole] = useState(false);
  const toggle = (value: string | number | boolean | null) => {
    const next = ticked.includes(value) ? ticked.filter((one) => one !== value) : [...ticked, value];
    choose(facetKey, next.length ? next : null);
  };
  const values = isWhole ? facet.values : facet.values.slice(0, FIRST_VALUES);
  const most = Math.max(1, ...facet.values.map(({ n }) => n));
  const nMore = facet.values.length - values.length;
  return (
    <>
      {values.map(({ value, n }) => (
        <Tick key={String(value)} text={cellText(value)} n={n} share={n / most} isTicked={ticked.includes(value)} onToggle={() => toggle(value)} />
      ))}
      {facet.n_missing > 0 && <Tick text="none" isQuiet n={facet.n_missing} share={facet.n_missing / most} isTicked={ticked.includes(null)} onToggle={() => toggle(null)} />}
      {nMore > 0 && (
        <button type="button" class="plain" onClick={() => setWhole(true)}>
          {nMore} more
        </button>
      )}
      {isWhole && facet.n_more > 0 && <p class="quiet">and {count(facet.n_more)} more values: filter by text</p>}
    </>
  );
}

function Tick(props: { text: string; n: number; share: number; isTicked: boolean; isQuiet?: boolean; onToggle: () => void }) {
  return (
    <label class="tick-row">
      <input type="checkbox" checked={props.isTicked} onChange={props.onToggle} />
      <span class={`tick-text${props.isQuiet ? " quiet" : ""}`} title={props.text}>
        {props.text}
      </span>
      <span class="tick-count">{count(props.n)}</span>
      <span class="tick-bar" aria-hidden="true" style={{ width: `${100 * props.share}%` }} />
    </label>
  );
}
