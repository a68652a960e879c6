/**
 * Questions for logged charts, gathered: all panels that ask within a moment are few requests, so that the server reads
 * each run's charts once. Takes a question; gives the server's answer. A chart alone is a request of its own.
 */
import { ApiFault, type Fault, type Options, ask } from "../api/client";
import type { ChartAnswer } from "./answer";

interface Waiting {
  /** Where the project's questions go. */
  readonly path: string;
  readonly question: unknown;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: ChartAnswer) => void;
  readonly reject: (reason: unknown) => void;
}

interface Many {
  readonly charts: readonly ({ readonly status: 200; readonly answer: ChartAnswer } | Refused)[];
}

interface Refused {
  readonly status: 400 | 404;
  readonly answer: { readonly faults: readonly Fault[] };
}

const MOST_TOGETHER = 25;
const MOST_AT_ONCE = 2;
let waiting: Waiting[] = [];
let nAsking = 0;
let isDue = false;

/** The pictures of a key, asked of a project's path. Throws `ApiFault`. */
export function askChart(path: string, { body, signal }: Options): Promise<ChartAnswer> {
  return new Promise((resolve, reject) => {
    waiting.push({ path, question: body, signal, resolve, reject });
    if (!isDue) queueMicrotask(next);
    isDue = true;
  });
}

function next(): void {
  isDue = false;
  waiting = waiting.filter(({ signal }) => !signal?.aborted);
  while (nAsking < MOST_AT_ONCE && waiting.length) {
    const { path } = waiting[0] as Waiting;
    const together = waiting.filter((one) => one.path === path).slice(0, MOST_TOGETHER);
    waiting = waiting.filter((one) => !together.includes(one));
    nAsking++;
    void (together.length === 1 ? askAlone(together[0] as Waiting) : askTogether(path, together)).finally(() => {
      nAsking--;
      next();
    });
  }
}

async function askAlone({ path, question, signal, resolve, reject }: Waiting): Promise<void> {
  await ask<ChartAnswer>(`${path}/chart`, { body: question, ...(signal && { signal }) }).then(resolve, reject);
}

async function askTogether(path: string, together: readonly Waiting[]): Promise<void> {
  const ending = new AbortController();
  let nLeft = together.length;
  for (const { signal } of together) signal?.addEventListener("abort", () => --nLeft || ending.abort());
  try {
    const { charts } = await ask<Many>(`${path}/charts`, { body: { charts: together.map(({ question }) => question) }, signal: ending.signal });
    together.forEach(({ resolve, reject }, place) => {
      const one = charts[place];
      if (one?.status === 200) resolve(one.answer);
      else reject(new ApiFault(one?.status ?? 500, one?.answer.faults ?? [], one?.answer));
    });
  } catch (error) {
    // One chart at which the server itself fails is not to take the others with it.
    if (error instanceof ApiFault && error.status === 500) await Promise.all(together.filter(({ signal }) => !signal?.aborted).map(askAlone));
    else for (const { reject } of together) reject(error);
  }
}
