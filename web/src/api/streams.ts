/**
 * The streams of news that a browser has open: one for all its pages of a project, and few, for a browser gives a server
 * six connections. Takes pages as they come, are seen and go; gives each the news of its project. Pages seen last come
 * first. One that is not seen for long has no stream, and is told what it missed when it is seen again.
 */
import type { News, Tell, Word } from "./news";
import { Stream } from "./stream";

const MOST_STREAMS = 4;
const HIDDEN_MS = 60_000;

interface Page {
  project: string;
  isSeen: boolean;
  /** When it came, was looked at or was hidden last. */
  at: number;
}

export class Streams {
  readonly #pages = new Map<Tell, Page>();
  readonly #streams = new Map<string, Stream>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** What a page says. */
  hear(tell: Tell, word: Word): void {
    const at = performance.now();
    const page = this.#pages.get(tell);
    if (word.kind === "follow") {
      const project = word.project ?? "";
      this.#pages.set(tell, { project, isSeen: word.isSeen, at });
      this.#stream(project).join(tell, word.place);
    } else if (word.kind === "leave") this.#pages.delete(tell);
    else if (page && (word.isSeen || page.isSeen)) Object.assign(page, { isSeen: word.isSeen, at });
    this.#settle();
  }

  /** Open the streams of the pages that matter most, close the others. */
  #settle(): void {
    const wanted = this.#wanted();
    for (const stream of this.#streams.values()) {
      const { project } = stream;
      const pages = [...this.#pages.values()].filter((page) => page.project === project);
      if (stream.isOpen && !wanted.includes(project)) {
        stream.close();
        this.#tell(project, { kind: "rest" });
      }
      if (pages.length === 0) this.#streams.delete(project);
    }
    for (const project of wanted) this.#stream(project).open();
    for (const { project } of this.#pages.values()) this.#stream(project);
    clearTimeout(this.#timer);
    const hidden = [...this.#pages.values()].filter((page) => !page.isSeen).map(({ at }) => at + HIDDEN_MS - performance.now());
    const next = Math.min(...hidden.filter((leftMs) => leftMs > 0));
    if (Number.isFinite(next)) this.#timer = setTimeout(() => this.#settle(), next + 1);
  }

  /** The projects that have a stream, the most wanted first. */
  #wanted(): string[] {
    const since = performance.now() - HIDDEN_MS;
    const pages = [...this.#pages.values()].filter(({ isSeen, at }) => isSeen || at > since);
    pages.sort((one, other) => Number(other.isSeen) - Number(one.isSeen) || other.at - one.at);
    return [...new Set(pages.map(({ project }) => project))].slice(0, MOST_STREAMS);
  }

  #stream(project: string): Stream {
    const found = this.#streams.get(project) ?? new Stream(project, (of, news) => this.#tell(of, news));
    this.#streams.set(project, found);
    return found;
  }

  #tell(project: string, news: News): void {
    for (const [tell, page] of this.#pages) if (page.project === project) tell(project, news);
  }
}
