/** What may come next in a query: takes its text and the caret, gives options and the one that is chosen of them. */
import { useRef, useState } from "preact/hooks";
import { type Fault, ask, projectPath } from "../api/client";
import { sayFault } from "../shell/notices";
import { project } from "../state/project";

export interface Option {
  readonly text: string;
  readonly detail: string;
}

interface Completion {
  /** The part of the query that an option takes the place of. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Option[];
  readonly faults: readonly Fault[];
}

const NOTHING: Completion = { from: 0, to: 0, options: [], faults: [] };

/** What may come at a place of a query, and what is wrong with the whole. */
export async function completionOf(query: string, caret: number): Promise<Completion> {
  const name = project.peek();
  if (name === null) return NOTHING;
  try {
    return await ask<Completion>(projectPath(name, "complete"), { body: { query, caret } });
  } catch (error) {
    sayFault(error);
    return NOTHING;
  }
}

/** The options that are offered, and which is chosen: it stays so while others come. */
export function useCompletion() {
  const [offered, setOffered] = useState<Completion>(NOTHING);
  const [chosen, setChosen] = useState<string | null>(null);
  const asked = useRef(0);
  const offer = async (query: string, caret: number): Promise<void> => {
    const number = ++asked.current;
    const found = await completionOf(query, caret);
    if (number === asked.current) setOffered(found);
  };
  const choose = (place: number | null) => setChosen(place === null ? null : (offered.options[place]?.text ?? null));
  const close = () => {
    asked.current++;
    setOffered(NOTHING);
    setChosen(null);
  };
  return { offered, active: offered.options.findIndex((option) => option.text === chosen), offer, choose, close };
}

/** A query with an option taken: what comes before the caret then, and what after it. */
export function taken(query: string, { from, to }: Completion, { text }: Option, caret: number): readonly [head: string, tail: string] {
  const before = query.slice(0, from);
  const space = before && !/[\s(]$/.test(before) && !/^[,)]/.test(text) ? " " : "";
  const head = `${before}${space}${text}${/^\($/.test(text) ? "" : " "}`;
  return [head, query.slice(Math.max(to, caret)).trimStart()]; // what was written since the options came is of the same word
}
