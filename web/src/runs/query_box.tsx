import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Fault } from "../api/client";
import { Icon } from "./icons";
import { completionOf, taken, useCompletion } from "./query_completion";
import { QueryFaults } from "./query_faults";
import { QueryOptions, optionId } from "./query_options";
import { questionFault } from "./rows";
import { query, set } from "./settings";

/** The filter as text, with what may come next below it: arrows and Tab or Enter take it, Enter alone filters. It opens when one writes or clicks, or by the arrow down. */
export function QueryBox() {
  const [text, setText] = useState(query.value);
  const { offered, active, offer, choose, close } = useCompletion();
  const [ownFaults, setFaults] = useState<readonly Fault[]>([]);
  const [faulty, setFaulty] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => setText(query.value), [query.value]);

  const take = (place: number) => {
    const option = offered.options[place];
    if (!option) return;
    const [head, tail] = taken(text, offered, option, input.current?.selectionStart ?? 0);
    setText(head + tail);
    choose(null);
    void offer(head + tail, head.length);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(head.length, head.length);
    });
  };
  const apply = async (value: string) => {
    close();
    const faults = value.trim() ? (await completionOf(value, value.length)).faults : [];
    setFaults(faults);
    setFaulty(value);
    if (faults.length === 0) set({ query: value.trim() || null });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const n = offered.options.length;
    if (event.key === "ArrowDown" && n > 0) choose((active + 1) % n);
    else if (event.key === "ArrowDown") void offer(text, input.current?.selectionStart ?? text.length);
    else if (event.key === "ArrowUp" && n > 0) choose((Math.max(active, 0) - 1 + n) % n);
    else if (event.key === "Tab" && !event.shiftKey && n > 0 && active >= 0) take(active);
    else if (event.key === "Enter") active >= 0 ? take(active) : void apply(text);
    else if (event.key === "Escape" && n > 0) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const kept = questionFault.value?.faults ?? [];
  const faults = ownFaults.length > 0 ? ownFaults : kept;
  const [listId, faultId] = [`${id}-list`, `${id}-fault`];
  return (
    <div class="query-box" onFocusOut={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && close()}>
      <span class="query-field">
        <Icon name="filter" />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label="Filter"
          aria-expanded={offered.options.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? optionId(listId, active) : undefined}
          aria-invalid={faults.length > 0}
          aria-describedby={faults.length > 0 ? faultId : undefined}
          placeholder="Filter: config.lr < 0.01 and state = finished"
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
            choose(null);
            setFaults([]);
            void offer(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length);
            if (currentTarget.value === "") set({ query: null });
          }}
          onClick={({ currentTarget }) => void offer(currentTarget.value, currentTarget.selectionStart ?? 0)}
          onKeyDown={onKeyDown}
        />
        {text !== "" && (
          <button type="button" class="icon" aria-label="Clear the filter" onClick={() => (setText(""), void apply(""))}>
            <Icon name="close" />
          </button>
        )}
      </span>
      <QueryOptions id={listId} options={offered.options} active={active} onTake={take} />
      {faults.length > 0 && <QueryFaults id={faultId} query={ownFaults.length > 0 ? faulty : query.value} faults={faults} />}
    </div>
  );
}
