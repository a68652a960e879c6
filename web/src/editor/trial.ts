/**
 * A text tried as it is written: what `chartkit check` finds in it, and its chart with the table and slots that were
 * chosen. Asks the server after a short rest, and drops answers that are out of date.
 */
import { signal } from "@preact/signals";
import { ApiFault } from "../api/client";
import { type Finding, type Look, type Source, type Text, askPreset } from "../api/presets";
import { sayDone, sayFault } from "../shell/notices";
import { Later } from "./later";

/** Who asks: of two questions of one page the server answers the later. */
const tab = Math.random().toString(36).slice(2);

export type Field = string | readonly string[] | null;

export class Trial {
  readonly findings = signal<readonly Finding[] | null>(null);
  readonly checkFault = signal<string | null>(null);
  readonly look = signal<Look | null>(null);
  /** The last chart that could be made, and whether it is that of the text as it is now. */
  readonly chart = signal<{ readonly of: NonNullable<Look["chart"]>; readonly isCurrent: boolean } | null>(null);
  readonly isBusy = signal(false);
  readonly source = signal<Source>({ kind: "example" });
  readonly fields = signal<Readonly<Record<string, Field>>>({});
  readonly strings = signal<Readonly<Record<string, Text>>>({});
  widthPx = 600;

  private readonly checking = new Later((signal) => this.check(signal));
  private readonly looking = new Later((signal) => this.lookAt(signal));

  constructor(
    private readonly name: string,
    /** As it is now. */
    private readonly text: { readonly value: string },
  ) {}

  /** Check and draw again, after a short rest. */
  again(): void {
    this.checking.soon();
    this.looking.soon();
  }

  /** As `again`; what could not be asked is no longer said. */
  anew(): void {
    this.checkFault.value = null;
    if (this.look.value) this.look.value = { ...this.look.value, faults: [] };
    this.again();
  }

  lookAgain(): void {
    this.looking.soon();
  }

  setSource(source: Source): void {
    this.source.value = source;
    this.fields.value = {};
    this.lookAgain();
  }

  setField(slot: string, value: Field): void {
    this.fields.value = { ...this.fields.value, [slot]: value };
    this.lookAgain();
  }

  setString(slot: string, value: Text | null): void {
    const { [slot]: _, ...others } = this.strings.value;
    this.strings.value = value === null ? others : { ...others, [slot]: value };
    this.lookAgain();
  }

  /** The golden beside the file, written anew from its example. */
  async updateGolden(): Promise<void> {
    try {
      this.findings.value = await askPreset<readonly Finding[]>("golden", { name: this.name });
      sayDone("The golden is what the example gives now.");
    } catch (error) {
      sayFault(error);
    }
  }

  end(): void {
    this.checking.end();
    this.looking.end();
  }

  private async check(signal: AbortSignal): Promise<void> {
    try {
      const found = await askPreset<readonly Finding[]>("check", { name: this.name, text: this.text.value, tab }, signal);
      this.checkFault.value = null;
      this.findings.value = found;
    } catch (error) {
      if (!isOutdated(error, signal)) this.checkFault.value = error instanceof Error ? error.message : String(error);
    }
  }

  private async lookAt(signal: AbortSignal): Promise<void> {
    this.isBusy.value = true;
    const asked = { source: this.source.value, fields: this.fields.value, strings: this.strings.value, width: this.widthPx };
    try {
      this.seen(await askPreset<Look>("preview", { name: this.name, text: this.text.value, tab, ...asked }, signal));
    } catch (error) {
      if (isOutdated(error, signal)) return;
      const faults = error instanceof ApiFault ? error.faults : [{ code: "", message: String(error) }];
      this.seen({ slots: null, table: null, chart: null, faults: faults.map((fault) => ({ ...fault, severity: "error" as const })) });
    }
    this.isBusy.value = false;
  }

  private seen(look: Look): void {
    const before = this.look.value;
    this.look.value = { ...look, slots: look.slots ?? before?.slots ?? null, table: look.table ?? before?.table ?? null };
    if (look.chart) this.chart.value = { of: look.chart, isCurrent: true };
    else if (this.chart.value) this.chart.value = { ...this.chart.value, isCurrent: false };
  }
}

function isOutdated(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted || (error instanceof ApiFault && error.status === 409);
}
