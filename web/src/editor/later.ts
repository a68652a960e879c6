const REST_MS = 120;

/** Work that is done after a short rest: asked for again meanwhile, it begins anew and its earlier run is told to end. */
export class Later {
  private timer = 0;
  private running: AbortController | null = null;

  constructor(private readonly work: (signal: AbortSignal) => Promise<void>) {}

  soon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.now(), REST_MS);
  }

  end(): void {
    window.clearTimeout(this.timer);
    this.running?.abort();
  }

  private now(): void {
    this.running?.abort();
    this.running = new AbortController();
    void this.work(this.running.signal);
  }
}
