/**
 * The workers that draw, and who is next. A drawing that takes longer than `LIMIT_MS` ends with its worker, which is
 * replaced: a chart that never finishes costs the page nothing but its own place.
 */
import type { DrawReply, Drawing, Drawn, Ready } from "./messages";

export const LIMIT_MS = 10_000;
/** How long a worker's script may take to load, on a machine that is busy. */
export const LOADING_LIMIT_MS = 60_000;
const UNWANTED_MS = 1_000;
/**
 * Pictures are shown together, as every frame costs: the longer the charts have been coming, the more in one frame, so that
 * a hundred take a few frames. From the least to the most that a picture waits for others:
 */
const LEAST_TOGETHER_MS = 80;
const MOST_TOGETHER_MS = 400;
const N_WORKERS = Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1));
/** A drawing that takes longer may never end: those that wait get another worker, until nothing is drawn any more. */
const SLOW_MS = 2_000;
const MOST_WORKERS = N_WORKERS + 3;

interface Job {
  readonly drawing: Drawing;
  readonly signal?: AbortSignal | undefined;
  readonly resolve: (drawn: Drawn) => void;
  readonly reject: (reason: Error) => void;
}

interface Seat {
  worker: Worker | null;
  /** Whether its worker has loaded: no drawing's time runs before. */
  isReady: boolean;
  job: Job | null;
  timer: number;
  /** Until the drawing is slow. */
  slow: number;
}

/** Why a chart was not drawn: its message is a sentence for the reader. */
export class DrawingFault extends Error {
  /** Whether another try may draw it: it was stopped, nothing is known to be wrong with it. */
  constructor(
    sentence: string,
    readonly isStopped = false,
  ) {
    super(sentence);
  }
}

const waiting: Job[] = [];
const seats: Seat[] = [];
let nextId = 1;
let address = "";

/** Draw with the worker's script at `workerAddress`; workers start with what they draw first, or by `prepare`. */
export function drawWith(workerAddress: string): void {
  address = workerAddress;
  while (seats.length < N_WORKERS) seats.push(emptySeat());
}

/** Have the first worker load now: there will be charts. */
export function prepare(): void {
  const [first] = seats;
  if (first) first.worker ??= started(first);
}

const emptySeat = (): Seat => ({ worker: null, isReady: false, job: null, timer: 0, slow: 0 });

/** The chart as a picture. Rejects with a `DrawingFault`, or with an `AbortError` once `signal` aborts. */
export function draw(drawing: Drawing, signal?: AbortSignal): Promise<Drawn> {
  return new Promise((resolve, reject) => {
    waiting.push({ drawing, signal, resolve, reject });
    next();
  });
}

/** A worker that draws, for whoever keeps it. */
export function startWorker(): Worker {
  return new Worker(address, { type: "module" });
}

function started(seat: Seat): Worker {
  const worker = startWorker();
  worker.onmessage = ({ data }: MessageEvent<DrawReply | Ready>) => ("isReady" in data ? loaded(seat) : settle(seat, data));
  worker.onerror = (event) => end(seat, `the drawing stopped: ${event.message || "its worker could not start"}`);
  seat.timer = window.setTimeout(() => end(seat, `drawing did not start within ${LOADING_LIMIT_MS / 1000} s`), LOADING_LIMIT_MS);
  return worker;
}

function loaded(seat: Seat): void {
  seat.isReady = true;
  window.clearTimeout(seat.timer);
  if (seat.job) begin(seat);
}

function next(): void {
  const seat = seats.find(({ job }) => job === null);
  const job = seat && nextWanted();
  if (!seat || !job) return;
  seat.worker ??= started(seat);
  seat.job = job;
  comingSince ??= performance.now();
  if (seat.isReady) begin(seat);
  // What nobody wants any more may finish within a second, or its worker ends: the next drawing need not wait for it.
  const drop = () => seat.job === job && seat.isReady && end(seat, "this drawing is no longer wanted");
  job.signal?.addEventListener("abort", () => window.setTimeout(drop, UNWANTED_MS), { once: true });
  seat.worker.postMessage({ id: nextId++, ...job.drawing });
  next();
}

/** Time the seat's drawing. */
function begin(seat: Seat): void {
  seat.timer = window.setTimeout(() => end(seat, `this chart did not finish within ${LIMIT_MS / 1000} s and was stopped`), LIMIT_MS);
  seat.slow = window.setTimeout(more, SLOW_MS);
}

function more(): void {
  if (waiting.length && seats.length < MOST_WORKERS) seats.push(emptySeat());
  next();
}

function nextWanted(): Job | undefined {
  for (let job = waiting.shift(); job; job = waiting.shift()) {
    if (!job.signal?.aborted) return job;
    job.reject(new DOMException("no longer wanted", "AbortError"));
  }
  return undefined;
}

function settle(seat: Seat, reply: DrawReply): void {
  const { job } = seat;
  window.clearTimeout(seat.timer);
  window.clearTimeout(seat.slow);
  seat.job = null;
  next();
  if (job && "fault" in reply) job.reject(new DrawingFault(reply.fault));
  else if (job && "bitmap" in reply) finished.push(() => job.resolve(reply));
  show();
}

const finished: (() => void)[] = [];
/** Since when there has been something to draw all the time. */
let comingSince: number | null = null;
let shownAt = -Infinity;
let showing = 0;

/** Show what is finished: the first picture at once, and the last; those between them with others. */
function show(): void {
  if (seats.every(({ job }) => job === null)) return rest();
  if (finished.length === 0) return;
  const now = performance.now();
  const together = Math.min(MOST_TOGETHER_MS, Math.max(LEAST_TOGETHER_MS, (now - (comingSince ?? now)) / 2));
  showing ||= window.setTimeout(showAll, Math.max(0, shownAt + together - now));
}

/** Nothing is drawn any more, whether what was drawn last came out or not. */
function rest(): void {
  comingSince = null;
  for (const added of seats.splice(N_WORKERS)) added.worker?.terminate();
  if (finished.length > 0) showAll();
}

function showAll(): void {
  window.clearTimeout(showing);
  showing = 0;
  shownAt = performance.now();
  for (const picture of finished.splice(0)) picture();
}

/** A worker that failed or takes too long is gone; the seat gets another with its next job. */
function end(seat: Seat, sentence: string): void {
  const { job } = seat;
  window.clearTimeout(seat.timer);
  window.clearTimeout(seat.slow);
  seat.worker?.terminate();
  Object.assign(seat, { worker: null, isReady: false, job: null });
  job?.reject(new DrawingFault(sentence, true));
  next();
  show();
}
