import { useState } from "preact/hooks";
import { count } from "../format/numbers";
import { number } from "./format";
import { choose } from "./settings";
import type { Facet } from "./types";

interface Limits {
  readonly min?: number;
  readonly max?: number;
}

/** A column of numbers as bars, and the least and greatest that are let through. */
export function RangeFacet({ facetKey, facet, choice }: { facetKey: string; facet: Extract<Facet, { kind: "range" }>; choice: Limits }) {
  const most = Math.max(1, ...facet.bars);
  const wide = (facet.max - facet.min) / facet.bars.length;
  const isIn = (place: number) => facet.min + (place + 1) * wide >= (choice.min ?? -Infinity) && facet.min + place * wide <= (choice.max ?? Infinity);
  const keep = (limits: Limits) => choose(facetKey, limits.min === undefined && limits.max === undefined ? null : limits);
  const pick = (place: number) => keep({ min: facet.min + place * wide, max: place === facet.bars.length - 1 ? facet.max : facet.min + (place + 1) * wide });
  return (
    <div class="range-facet">
      <div class="bars" aria-hidden="true">
        {facet.bars.map((n, place) => (
          <span key={place} class={`bar${isIn(place) ? "" : " is-out"}`} style={{ height: `${n === 0 ? 0 : Math.max(6, (100 * n) / most)}%` }} title={`${number(facet.min + place * wide)} to ${number(facet.min + (place + 1) * wide)}: ${count(n)}`} onClick={() => pick(place)} />
        ))}
      </div>
      <div class="row">
        <Limit label={`Least ${facetKey}`} value={choice.min} hint={facet.min} onKeep={(min) => keep({ ...choice, ...limit("min", min) })} />
        <span class="quiet">to</span>
        <Limit label={`Greatest ${facetKey}`} value={choice.max} hint={facet.max} onKeep={(max) => keep({ ...choice, ...limit("max", max) })} />
      </div>
      {facet.n_missing > 0 && <p class="quiet">{count(facet.n_missing)} without it</p>}
    </div>
  );

  function limit(end: "min" | "max", value: number | undefined): Limits {
    const { [end]: _old, ...rest } = choice;
    void _old;
    return value === undefined ? ({ ...rest, [end]: undefined } as Limits) : { ...rest, [end]: value };
  }
}

function Limit({ label, value, hint, onKeep }: { label: string; value: number | undefined; hint: number; onKeep: (value: number | undefined) => void }) {
  const [isWrong, setWrong] = useState(false);
  const read = (text: string) => {
    const found = text.trim() === "" ? undefined : Number(text);
    setWrong(found !== undefined && !Number.isFinite(found));
    if ((found === undefined || Number.isFinite(found)) && found !== value) onKeep(found);
  };
  return (
    <input
      type="text"
      inputMode="decimal"
      class="limit"
      aria-label={label}
      aria-invalid={isWrong}
      placeholder={number(hint)}
      value={value === undefined ? "" : String(value)}
      onChange={({ currentTarget }) => read(currentTarget.value)}
    />
  );
}
