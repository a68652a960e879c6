/**
 * A chart that answers to the pointer: what a picture becomes when it is looked at closely. It lives in a worker of its
 * own, so that the page stays alive whatever the chart does; one that does not answer in time is ended.
 */
import type { ChartEvent, LiveReply, LiveRequest, SetSignal } from "./live_messages";
import type { Drawing, Ready } from "./messages";
import { LIMIT_MS, LOADING_LIMIT_MS, startWorker } from "./pool";

const ANSWER_LIMIT_MS = 3_000;
const ASKED_EVERY_MS = 1_000;
const MOST_IDLE = 1;
/** Of these only the last counts where several wait. */
const MOVES: readonly string[] = ["pointermove", "mousemove"];
const silent = (limitMs: number): string =>
  `This chart did not answer within ${limitMs / 1000} s and was stopped: it stays a picture, without tooltips and selections.`;

export type LiveNews = Exclude<LiveReply, { kind: "done" }> | { readonly kind: "ready" };

const idle: Worker[] = [];

/** From its first drawing to `end`; `hear` gets what happens, a `fault` last. */
export class Live {
  private readonly worker: Worker;
  private asked: LiveRequest["kind"] | null = null;
  private waiting: (ChartEvent | SetSignal)[] = [];
  private isWanted = true;
  private timer = 0;

  /** Draw onto `canvas`, which the chart keeps. */
  constructor(
    drawing: Drawing,
    canvas: OffscreenCanvas,
    private readonly hear: (news: LiveNews) => void,
  ) {
    const loaded = idle.pop();
    this.worker = loaded ?? startWorker();
    this.worker.onmessage = ({ data }: MessageEvent<LiveReply | Ready>) =>
      "isReady" in data ? this.limit(LIMIT_MS) : this.heard(data);
    this.worker.onerror = ({ message }) => this.stop(`This chart stopped: ${message || "its worker could not start"}.`);
    this.ask({ kind: "start", drawing, canvas }, loaded ? LIMIT_MS : LOADING_LIMIT_MS, [canvas]);
  }

  /** Tell the chart what happened, once it is through with what happened before. */
  tell(news: ChartEvent | SetSignal): void {
    const last = this.waiting.at(-1);
    const isSame = last?.kind === "event" && news.kind === "event" && last.type === news.type && last.on === news.on;
    if (isSame && MOVES.includes(news.type)) this.waiting.pop();
    this.waiting.push(news);
    if (this.asked === null) this.next();
  }

  /** The chart is looked at no longer. */
  end(): void {
    this.isWanted = false;
    if (this.asked === null) this.next();
  }

  private heard(reply: LiveReply): void {
    if (reply.kind !== "done") {
      if (this.isWanted) this.hear(reply);
      return;
    }
    window.clearTimeout(this.timer);
    const asked = this.asked;
    this.asked = null;
    if (asked === "end") return this.leave();
    if (asked === "start" && this.isWanted) this.hear({ kind: "ready" });
    if (this.waiting.length || !this.isWanted) this.next();
    else this.timer = window.setTimeout(() => this.next(), ASKED_EVERY_MS);
  }

  private next(): void {
    if (!this.isWanted) return this.ask({ kind: "end" }, ANSWER_LIMIT_MS);
    this.ask({ kind: "tell", told: this.waiting }, ANSWER_LIMIT_MS);
    this.waiting = [];
  }

  private ask(request: LiveRequest, limitMs: number, given: Transferable[] = []): void {
    this.asked = request.kind;
    this.limit(limitMs);
    this.worker.postMessage(request, given);
  }

  /** Wait so long for the answer from now on. */
  private limit(limitMs: number): void {
    window.clearTimeout(this.timer);
    const halfMs = limitMs / 2; // waited for twice: of a machine that slept one has passed, and the answer is on its way
    this.timer = window.setTimeout(() => (this.timer = window.setTimeout(() => this.stop(silent(limitMs)), halfMs)), halfMs);
  }

  private stop(sentence: string): void {
    window.clearTimeout(this.timer);
    this.asked = "end"; // nothing more is told to it
    this.worker.terminate();
    if (this.isWanted) this.hear({ kind: "fault", fault: sentence });
    this.isWanted = false;
  }

  /** The worker takes the next chart. */
  private leave(): void {
    if (idle.length < MOST_IDLE) idle.push(this.worker);
    else this.worker.terminate();
  }
}
