import { useRef, useState } from "preact/hooks";

const SEARCHED_FROM = 12;

/** Which classes a chart shows: null for all of them. */
export function ClassFilter(props: {
  /** What they are called. */
  title: string;
  classes: readonly string[];
  chosen: readonly string[] | null;
  onChosen: (chosen: readonly string[] | null) => void;
  label: string;
}) {
  const { title, classes, chosen, onChosen, label } = props;
  const [words, setWords] = useState("");
  const place = useRef<HTMLDetailsElement>(null);
  const isChosen = (name: string) => chosen === null || chosen.includes(name);
  const set = (names: readonly string[]) => onChosen(names.length === classes.length ? null : names);
  const toggle = (name: string) => set(classes.filter((one) => (one === name ? !isChosen(one) : isChosen(one))));
  const close = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !place.current?.open) return;
    event.stopPropagation();
    place.current.open = false;
    place.current.querySelector("summary")?.focus();
  };
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && place.current && !place.current.contains(relatedTarget)) place.current.open = false;
  };
  const found = classes.filter((name) => name.toLowerCase().includes(words.toLowerCase()));
  const said = `${title}: ${chosen === null ? "all" : `${chosen.filter((name) => classes.includes(name)).length} of`} ${classes.length}`;
  return (
    <details ref={place} class="choice" onKeyDown={close} onFocusOut={leave}>
      <summary aria-label={`${said}, in ${label}`} title={said}>{said}</summary>
      <div class="menu" role="group" aria-label={`${title} in ${label}`}>
        <div class="row">
          <button type="button" onClick={() => onChosen(null)}>
            All
          </button>
          <button type="button" onClick={() => onChosen([])}>
            None
          </button>
        </div>
        {classes.length >= SEARCHED_FROM && (
          <input type="search" placeholder={`Find in ${title}`} aria-label={`Find in ${title}`} value={words} onInput={({ currentTarget }) => setWords(currentTarget.value)} />
        )}
        <ul>
          {found.map((name) => (
            <li key={name}>
              <label>
                <input type="checkbox" checked={isChosen(name)} onChange={() => toggle(name)} /> {name}
              </label>
              <button type="button" class="only" aria-label={`Only ${name}`} onClick={() => onChosen([name])}>
                only
              </button>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
