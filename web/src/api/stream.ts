/** The server's news of one project, or of the list of projects. Takes who is to be told; goes on where it stopped. */
import type { Change, News, Place, Tell } from "./news";

const AGAIN_MS = 2_000;
/** A connection without a word for so long is dead: the server's beats come every 15 s. */
const SILENT_MS = 40_000;
/** So many changes are kept for who comes; who asked for its contents before them asks again. */
const MOST_KEPT = 100;

interface Told {
  readonly place: Place;
  readonly news: News;
}

export class Stream {
  #source: EventSource | null = null;
  /** Where the server's news are told up to, and after which they are kept. */
  #place: Place = "";
  #begin: Place = "";
  #kept: readonly Told[] = [];
  /** Whether pages may have asked in vain. */
  #isLost = false;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly project: string,
    readonly tell: Tell,
  ) {}

  get isOpen(): boolean {
    return this.#source !== null;
  }

  open(): void {
    if (this.#source) return;
    const query = new URLSearchParams({ ...(this.project && { project: this.project }), ...(this.#place && { since: this.#place }) });
    const source = new EventSource(`/api/events?${query}`);
    this.#source = source;
    this.#listen(source);
    source.onopen = () => {
      this.#listen(source);
      this.tell(this.project, { kind: "open" });
    };
    source.onerror = () => {
      this.#isLost = true;
      this.tell(this.project, { kind: "lost" });
      if (source.readyState === EventSource.CLOSED) this.#openAgain(source);
    };
    const hear = (kind: string, act: (place: Place, data: string) => void) =>
      source.addEventListener(kind, ({ data, lastEventId }: MessageEvent<string>) => {
        this.#place = lastEventId;
        this.#listen(source);
        act(lastEventId, data);
      });
    hear("start", (place) => this.#isLost && this.#reset(place));
    hear("reset", (place) => this.#reset(place));
    hear("change", (place, data) => this.#change(place, JSON.parse(data) as Partial<Change>));
    hear("beat", () => undefined);
  }

  #reset(place: Place): void {
    this.#isLost = false;
    this.#begin = place;
    this.#kept = [];
    this.tell(this.project, { kind: "reset" });
  }

  #change(place: Place, change: Partial<Change>): void {
    const told: Told = { place, news: { kind: "change", change } };
    this.#kept = [...this.#kept, told];
    if (this.#kept.length > MOST_KEPT) this.#begin = this.#kept[0]!.place;
    this.#kept = this.#kept.slice(-MOST_KEPT);
    this.tell(this.project, told.news);
  }

  /** Wait for the next word; a connection that brings none is given up for another one. */
  #listen(source: EventSource): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (this.#source !== source) return;
      this.close();
      this.#isLost = true;
      this.tell(this.project, { kind: "lost" });
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

  /** One comes who asked for its contents at `place`: what the others were told after it is told again. */
  join(tell: Tell, place: Place): void {
    if (this.#source?.readyState === EventSource.OPEN) tell(this.project, { kind: "open" });
    if (!this.#place) this.#begin = this.#place = place;
    else for (const news of this.#after(place) ?? [{ kind: "reset" }]) tell(this.project, news);
  }

  /** What was told after a place; null where that is not known. */
  #after(place: Place): readonly News[] | null {
    const [server, number] = partsOf(place);
    const [ours, begin] = partsOf(this.#begin);
    return server !== ours || number < begin ? null : this.#kept.filter((told) => partsOf(told.place)[1] > number).map(({ news }) => news);
  }
}

const partsOf = (place: Place): readonly [string, number] => {
  const [server = "", number] = place.split(".");
  return [server, Number(number)];
};
