import type { Option } from "./query_completion";

interface Props {
  /** Of the list; those of the options are made of it. */
  readonly id: string;
  readonly options: readonly Option[];
  /** The place of the chosen one; below zero for none. */
  readonly active: number;
  readonly onTake: (place: number) => void;
}

/** What may come next in a query, one of it chosen. */
export function QueryOptions({ id, options, active, onTake }: Props) {
  return (
    <div id={id} role="listbox" aria-label="What may come next" class={options.length > 0 ? "menu query-options" : "unseen"}>
      {options.map(({ text, detail }, place) => (
        <div
          key={text}
          id={optionId(id, place)}
          role="option"
          aria-selected={place === active}
          class={`query-option${place === active ? " is-active" : ""}`}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(place)}
          ref={place === active ? scrollTo : undefined}
        >
          <code>{text}</code>
          <span class="quiet">{detail}</span>
        </div>
      ))}
    </div>
  );
}

export const optionId = (id: string, place: number): string => `${id}-${place}`;

const scrollTo = (element: HTMLElement | null) => element?.scrollIntoView({ block: "nearest" });
