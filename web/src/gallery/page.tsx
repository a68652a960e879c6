import { useEffect, useState } from "preact/hooks";
import { onChange } from "../api/events";
import { library, type Library, type Listed } from "../api/presets";
import { sayFault } from "../shell/notices";
import { ViewTitle } from "../shell/title";
import { PresetCard } from "./card";
import { NewPreset } from "./new_preset";

type Origin = "all" | Listed["origin"];
const ORIGINS: readonly { readonly value: Origin; readonly label: string }[] = [
  { value: "all", label: "All" },
  { value: "yours", label: "Yours" },
  { value: "chartkit", label: "chartkit's" },
];

/** Every preset of the library, drawn from its example; searched by name, description and slots. */
export function GalleryPage() {
  const found = useLibrary();
  const [words, setWords] = useState("");
  const [origin, setOrigin] = useState<Origin>("all");
  const [isStarting, setStarting] = useState(false);
  const shown = found?.presets.filter((one) => (origin === "all" || one.origin === origin) && matches(one, words)) ?? [];
  return (
    <div class="gallery">
      <div class="gallery-head">
        <ViewTitle text="Presets" />
        <p class="quiet grow" role="status">
          {found === null ? "Loading …" : `${shown.length} of ${found.presets.length} presets`}
        </p>
        <div class="row" role="group" aria-label="Whose presets">
          {ORIGINS.map(({ value, label }) => (
            <button key={value} type="button" aria-pressed={origin === value} onClick={() => setOrigin(value)}>
              {label}
            </button>
          ))}
        </div>
        <input
          type="search"
          aria-label="Search presets by name, description or slot"
          placeholder="Search name, description, slot"
          value={words}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <button type="button" class="primary" onClick={() => setStarting(true)}>
          New preset
        </button>
      </div>
      {found !== null && shown.length === 0 && <Nothing words={words} folder={found.folder} />}
      <ul class="cards">
        {shown.map((one) => (
          <PresetCard key={one.name} preset={one} />
        ))}
      </ul>
      {isStarting && found && <NewPreset library={found} onClose={() => setStarting(false)} />}
    </div>
  );
}

function Nothing({ words, folder }: { words: string; folder: string }) {
  return words ? (
    <p>No preset has “{words}” in its name, description or slots.</p>
  ) : (
    <p>You have no presets yet. “New preset” writes one into {folder}/, from a template or from one of chartkit's.</p>
  );
}

function matches({ name, description, fields, strings }: Listed, words: string): boolean {
  const text = [name, description, ...[...fields, ...strings].map((slot) => slot.name)].join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The library, read again when a preset changes. */
function useLibrary(): Library | null {
  const [found, setFound] = useState<Library | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    const read = () => library(ending.signal).then(setFound, sayFault);
    void read();
    const stop = onChange(({ presets, isReset }) => (presets.length > 0 || isReset) && void read());
    return () => (stop(), ending.abort());
  }, []);
  return found;
}
