/** The server's news of one project, or of the list of projects. Takes who is to be told; goes on where it stopped. */
import type { Change, News, Tell } from "./news";

/** A first connection so late is answered by asking anew: pages may have missed what came before. */
const LATE_MS = 1_000;
const AGAIN_MS = 2_000;
/** So long what was told is told again to who comes: a page may have asked for its contents just before. */
const RETOLD_MS = 3_000;
/** A connection without a word for so long is dead: the server's beats come every 15 s. */
const SILENT_MS = 40_000;

export class Stream {
  #source: EventSource | null = null;
  /** What the server was told to have been heard; empty before its first word. */
  #place = "";
  /** Whether something may have been missed. */
  #isLost = false;
  readonly #madeAt = performance.now();
  #silence: ReturnType<typeof setTimeout> | undefined;
  #lately: { readonly at: number; readonly news: News }[] = [];

  constructor(
    readonly project: string,
    readonly tell: Tell,
  ) {}

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

  /** Tell one who comes what the others know. */
  retell(tell: Tell): void {
    if (this.#source?.readyState === EventSource.OPEN) tell({ kind: "open" });
    for (const { at, news } of this.#lately) if (at > performance.now() - RETOLD_MS) tell(news);
  }

  #say(news: News): void {
    const now = performance.now();
    this.#lately = this.#lately.filter(({ at }) => at > now - RETOLD_MS);
    if (news.kind === "change" || news.kind === "reset") this.#lately.push({ at: now, news });
    this.tell(news);
  }
}
