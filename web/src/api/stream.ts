/** The server's news of one project, or of the list of projects. Takes who is to be told; goes on where it stopped. */
import type { Change, News, Tell } from "./news";

/** A first connection so late is answered by asking anew: pages may have missed what came before. */
const LATE_MS = 1_000;
const AGAIN_MS = 2_000;
/** So long what was told is told again to who comes without a place: a page may have asked for its contents just before. */
const RETOLD_MS = 3_000;
const MOST_RETOLD = 200;
/** A connection without a word for so long is dead: the server's beats come every 15 s. */
const SILENT_MS = 40_000;

interface Told {
  readonly at: number;
  readonly place: string;
  readonly news: News;
}

export class Stream {
  #source: EventSource | null = null;
  /** What the server was told to have been heard; empty where the page knows no place before its first word. */
  #place: string;
  /** Whether something may have been missed. */
  #isLost = false;
  readonly #madeAt = performance.now();
  #silence: ReturnType<typeof setTimeout> | undefined;
  #lately: Told[] = [];

  constructor(
    readonly project: string,
    place: string,
    readonly tell: Tell,
  ) {
    this.#place = place;
  }

  get isOpen(): boolean {
    return this.#source !== null;
  }

  open(): void {
    if (this.#source) return;
    const query = new URLSearchParams({ ...(this.project && { project: this.project }), ...(this.#place && { cursor: this.#place }) });
    this.#isLost ||= !this.#place && performance.now() - this.#madeAt > LATE_MS;
    const source = new EventSource(`/api/events?${query}`);
    this.#source = source;
    this.#listen(source);
    source.onopen = () => {
      this.#listen(source);
      this.#say({ kind: "open" });
      if (this.#isLost) this.#say({ kind: "reset" });
      this.#isLost = false;
    };
    source.onerror = () => {
      this.#isLost = true;
      this.#say({ kind: "lost" });
      if (source.readyState === EventSource.CLOSED) this.#openAgain(source);
    };
    const hear = (kind: string, news: (data: string) => News | null) =>
      source.addEventListener(kind, ({ data, lastEventId }: MessageEvent<string>) => {
        this.#place = lastEventId;
        this.#listen(source);
        const said = news(data);
        if (said) this.#say(said);
      });
    hear("start", () => null);
    hear("change", (data) => ({ kind: "change", change: JSON.parse(data) as Partial<Change> }));
    hear("reset", () => ({ kind: "reset" }));
    hear("beat", () => null);
  }

  /** Wait for the next word; a connection that brings none is given up for another one. */
  #listen(source: EventSource): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (this.#source !== source) return;
      this.close();
      this.#isLost = true;
      this.#say({ kind: "lost" });
      this.open();
    }, SILENT_MS);
  }

  /** A browser gives up a stream that is answered by an error, as a proxy does while the server is away. */
  #openAgain(refused: EventSource): void {
    setTimeout(() => {
      if (this.#source !== refused) return;
      this.#source = null;
      this.open();
    }, AGAIN_MS);
  }

  close(): void {
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = null;
  }

  /** Tell one who comes what the others know: what came after its place, or lately where it has none. */
  retell(tell: Tell, place: string): void {
    if (this.#source?.readyState === EventSource.OPEN) tell({ kind: "open" });
    const since = performance.now() - RETOLD_MS;
    const missed = this.#lately.filter((one) => (place ? isAfter(one.place, place) : one.at > since));
    if (place && missed.length === MOST_RETOLD) tell({ kind: "reset" });
    else for (const { news } of missed) tell(news);
  }

  #say(news: News): void {
    if (news.kind === "change" || news.kind === "reset") this.#lately.push({ at: performance.now(), place: this.#place, news });
    this.#lately = this.#lately.slice(-MOST_RETOLD);
    this.tell(news);
  }
}

/** Whether one place of the news comes after another; of another server it does. */
function isAfter(one: string, other: string): boolean {
  const [[name, number], [otherName, otherNumber]] = [one.split("."), other.split(".")];
  return name !== otherName || Number(number) > Number(otherNumber);
}
