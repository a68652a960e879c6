import { useEffect, useRef, useState } from "preact/hooks";
import { project } from "../state/project";
import { Icon } from "./icons";
import { isRegex, search, set } from "./settings";

const ASK_AFTER_MS = 150;

/** Runs whose name, id, tags or notes hold a text, as it is typed. */
export function SearchBox() {
  const [text, setText] = useState(search.value);
  const timer = useRef(0);
  useEffect(() => setText(search.value), [search.value]);
  const type = (value: string) => {
    setText(value);
    window.clearTimeout(timer.current);
    const typedIn = project.peek();
    timer.current = window.setTimeout(() => project.peek() === typedIn && set({ search: value || null }), ASK_AFTER_MS);
  };
  return (
    <span class="search-box" role="search">
      <Icon name="search" />
      <input type="search" aria-label="Search runs by name, id, tag or notes" placeholder="Search runs" autocomplete="off" spellcheck={false} value={text} onInput={({ currentTarget }) => type(currentTarget.value)} />
      <button type="button" class="icon" aria-pressed={isRegex.value} aria-label="Search by regular expression" title="Regular expression" onClick={() => set({ is_regex: isRegex.value ? null : true })}>
        <code>.*</code>
      </button>
    </span>
  );
}
