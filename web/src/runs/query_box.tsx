import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type Fault, ask, projectPath } from "../api/client";
import { sayFault } from "../shell/notices";
import { project } from "../state/project";
import { questionFault } from "./rows";
import { query, set } from "./settings";
import { Icon } from "./icons";

interface Completion {
  readonly from: number;
  readonly to: number;
  readonly options: readonly { readonly text: string; readonly detail: string }[];
  readonly faults: readonly Fault[];
}

const NOTHING: Completion = { from: 0, to: 0, options: [], faults: [] };

/** What may come at a place of a query, and what is wrong with the whole. */
async function completionOf(query: string, caret: number): Promise<Completion> {
  const name = project.peek();
  if (name === null) return NOTHING;
  try {
    return await ask<Completion>(projectPath(name, "complete"), { body: { query, caret } });
  } catch (error) {
    sayFault(error);
    return NOTHING;
  }
}

/** The filter as text, with what may come next below it: arrows and Tab or Enter take it, Enter alone filters. It opens when one writes or clicks, or by the arrow down. */
export function QueryBox() {
  const [text, setText] = useState(query.value);
  const [offered, setOffered] = useState<Completion>(NOTHING);
  const [active, setActive] = useState(-1);
  const [ownFaults, setFaults] = useState<readonly Fault[]>([]);
  const [faulty, setFaulty] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef(0);
  const id = useId();
  useEffect(() => setText(query.value), [query.value]);

  const offer = async (value: string, caret: number) => {
    const number = ++asked.current;
    const found = await completionOf(value, caret);
    if (number !== asked.current) return;
    setOffered(found);
    setActive(-1);
  };
  const close = () => {
    asked.current++;
    setOffered(NOTHING);
    setActive(-1);
  };
  const take = (place: number) => {
    const option = offered.options[place];
    if (!option) return;
    const before = text.slice(0, offered.from);
    const space = before && !/[\s(]$/.test(before) && !/^[,)]/.test(option.text) ? " " : "";
    const head = `${before}${space}${option.text}${/^\($/.test(option.text) ? "" : " "}`;
    const next = head + text.slice(offered.to).trimStart();
    setText(next);
    void offer(next, head.length);
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
    if (event.key === "ArrowDown" && n > 0) setActive((active + 1) % n);
    else if (event.key === "ArrowDown") void offer(text, input.current?.selectionStart ?? text.length);
    else if (event.key === "ArrowUp" && n > 0) setActive((active - 1 + n) % n);
    else if (event.key === "Tab" && !event.shiftKey && n > 0 && active >= 0) take(active);
    else if (event.key === "Enter") active >= 0 ? take(active) : void apply(text);
    else if (event.key === "Escape" && n > 0) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const kept = questionFault.value?.faults ?? [];
  const faults = ownFaults.length > 0 ? ownFaults : kept;
  const isOpen = offered.options.length > 0;
  return (
    <div class="query-box" onFocusOut={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && close()}>
      <span class="query-field">
        <Icon name="filter" />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label="Filter"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          aria-invalid={faults.length > 0}
          aria-describedby={faults.length > 0 ? `${id}-fault` : undefined}
          placeholder="Filter: config.lr < 0.01 and state = finished"
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
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
      <div id={`${id}-list`} role="listbox" aria-label="What may come next" class={isOpen ? "menu query-options" : "unseen"}>
        {offered.options.map(({ text: option, detail }, place) => (
          <div
            key={option}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === active}
            class={`query-option${place === active ? " is-active" : ""}`}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(place)}
            ref={place === active ? scrollTo : undefined}
          >
            <code>{option}</code>
            <span class="quiet">{detail}</span>
          </div>
        ))}
      </div>
      {faults.length > 0 && (
        <div id={`${id}-fault`} role="alert" class="query-fault">
          {faults.map(({ message, help, place }) => (
            <p key={message}>
              <Marked text={ownFaults.length > 0 ? faulty : query.value} place={place ?? ""} />
              {message} {help && <span class="quiet">{help}</span>}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

const scrollTo = (element: HTMLElement | null) => element?.scrollIntoView({ block: "nearest" });

/** The query with the word at fault marked; nothing for a fault without a place. */
function Marked({ text, place }: { text: string; place: string }) {
  const column = Number(/^query:1:(\d+)$/.exec(place)?.[1] ?? 0);
  if (column < 1 || text === "") return null;
  const start = column - 1;
  const word = /^("[^"]*"?|'[^']*'?|[^\s()<>=!~,"']+|\S{1,2})/.exec(text.slice(start))?.[0] ?? " ";
  return (
    <code class="marked">
      {text.slice(0, start)}
      <mark>{word}</mark>
      {text.slice(start + word.length)}
    </code>
  );
}
