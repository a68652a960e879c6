import { useMemo, useState } from "preact/hooks";
import { count } from "../format/numbers";
import type { Values as Nested } from "./answer";
import { leaves, valueText } from "./texts";

const SEARCHED_FROM = 10;
const MOST_SHOWN = 500;

/** Config or summary: nested values under dotted names, searched by name and value. */
export function Values({ title, values, none }: { title: string; values: Nested; none: string }) {
  const [words, setWords] = useState("");
  const all = useMemo(() => leaves(values), [values]);
  const found = all.filter(([name, value]) => `${name} ${valueText(value)}`.toLowerCase().includes(words.toLowerCase()));
  return (
    <section class="card facts" aria-label={title}>
      <header class="row">
        <h2 class="grow">
          {title} {all.length > 0 && <span class="quiet how-many">{count(all.length)}</span>}
        </h2>
        {all.length >= SEARCHED_FROM && (
          <input type="search" placeholder="Find a key" aria-label={`Find a key in ${title}`} value={words} onInput={({ currentTarget }) => setWords(currentTarget.value)} />
        )}
      </header>
      {all.length === 0 ? (
        <p class="quiet">{none}</p>
      ) : (
        <div class="facts-rows" tabIndex={0} role="region" aria-label={`${title}, values`}>
          <dl class="named-values">
            {found.slice(0, MOST_SHOWN).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd title={typeof value === "number" ? String(value) : undefined}>{valueText(value)}</dd>
              </div>
            ))}
          </dl>
          {found.length > MOST_SHOWN && <p class="quiet">{count(found.length - MOST_SHOWN)} more: type a part of a key to find it.</p>}
          {found.length === 0 && <p class="quiet">No key has “{words}”.</p>}
        </div>
      )}
    </section>
  );
}
