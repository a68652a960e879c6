/** The rows of a table in pieces, each asked for when it comes near to what is seen, the farthest forgotten. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ask } from "../api/client";
import { onChange } from "../api/events";
import { queryOf, type Cell, type Question, type TableAnswer } from "./answer";

const PIECE = 100;
const MOST_PIECES = 40;

export interface Row {
  /** Where the row stands in the table, from 0. */
  readonly place: number;
  readonly cells: readonly Cell[];
}

export interface TableRows {
  /** The last answer, whatever piece it is. */
  readonly answer: TableAnswer | null;
  readonly fault: string | null;
  /** A row that is here; undefined while it is on its way. */
  rowAt(index: number): Row | undefined;
  /** Ask for what is missing between two rows. */
  need(first: number, last: number): void;
}

interface Held {
  readonly question: string;
  readonly answer: TableAnswer | null;
  readonly fault: string | null;
  readonly pieces: ReadonlyMap<number, TableAnswer>;
}

/** The rows that `question` asks of the table at `path`; `run` is whose it is. */
export function useRows(path: string, run: string, question: Question): TableRows {
  const query = queryOf(question);
  const key = `${path}?${query}`;
  const [turn, setTurn] = useState(0);
  const [held, setHeld] = useState<Held>({ question: "", answer: null, fault: null, pieces: new Map() });
  const asked = useRef({ key: "", pieces: new Set<number>(), ending: new AbortController() });

  const current = `${key}\n${turn}`;
  if (asked.current.key !== current) {
    asked.current.ending.abort();
    asked.current = { key: current, pieces: new Set(), ending: new AbortController() };
  }
  const load = (piece: number) => {
    const { pieces, ending } = asked.current;
    if (pieces.has(piece)) return;
    pieces.add(piece);
    const more = { offset: String(piece * PIECE), limit: String(PIECE) };
    ask<TableAnswer>(`${path}?${queryOf(question, more)}`, { signal: ending.signal }).then(
      (answer) => setHeld((last) => kept(last, current, piece, answer)),
      (error: unknown) => {
        if (!ending.signal.aborted) setHeld({ question: current, answer: null, fault: String((error as Error).message), pieces: new Map() });
      },
    );
  };
  useEffect(() => load(0), [current]);
  useEffect(() => onChange(({ runs, isReset }) => (isReset || runs.includes(run)) && setTurn((last) => last + 1)), [run]);
  useEffect(() => () => asked.current.ending.abort(), []);

  return {
    answer: held.answer,
    fault: held.question === current ? held.fault : null,
    rowAt: (index) => {
      const found = held.pieces.get(Math.floor(index / PIECE));
      const cells = found?.rows[index % PIECE];
      return cells && { place: found?.places[index % PIECE] ?? index, cells };
    },
    need: (first, last) => {
      for (let piece = Math.max(0, Math.floor(first / PIECE)); piece * PIECE <= last; piece++) load(piece);
    },
  };
}

function kept(last: Held, question: string, piece: number, answer: TableAnswer): Held {
  const pieces = new Map(last.question === question ? last.pieces : []);
  pieces.set(piece, answer);
  for (const old of pieces.keys()) {
    if (pieces.size <= MOST_PIECES) break;
    if (Math.abs(old - piece) > MOST_PIECES / 4) pieces.delete(old);
  }
  return { question, answer, fault: null, pieces };
}
