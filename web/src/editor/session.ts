/**
 * One preset being written: its text, what is saved, what is found and drawn. Takes changes of the text, the slots and the
 * table; asks the server after a short rest, and drops answers that are out of date.
 */
import { computed, signal } from "@preact/signals";
import { ApiFault } from "../api/client";
import { type Finding, type Look, type Saved, type Source, type Text, askPreset, readPreset, savePreset, writeNew } from "../api/presets";
import { sayDone, sayFault } from "../shell/notices";
import { draftOf, dropDraft, dropDrafts, keepDraft } from "./drafts";
import { Later } from "./later";

const REST_MS = 120;
/** Who asks: of two questions of one page the server answers the later. */
const tab = Math.random().toString(36).slice(2);

/** The file holds something else than what this text was made from: `saved` is what, null where it is gone. */
export interface Conflict {
  readonly saved: Saved | null;
}

/** A text of another tab or of an earlier visit, to be taken up or dropped. */
export interface Offer {
  readonly text: string;
  readonly etag: string;
  readonly at: number;
}

export type Field = string | readonly string[] | null;

export class Session {
  readonly text = signal("");
  /** Set by whoever changes the text from outside of the editor's own view. */
  readonly given = signal("");
  readonly saved = signal<Saved | null>(null);
  readonly conflict = signal<Conflict | null>(null);
  readonly offer = signal<Offer | null>(null);
  readonly findings = signal<readonly Finding[] | null>(null);
  readonly checkFault = signal<string | null>(null);
  readonly look = signal<Look | null>(null);
  /** The last chart that could be made, and whether it is that of the text as it is now. */
  readonly chart = signal<{ readonly of: NonNullable<Look["chart"]>; readonly isCurrent: boolean } | null>(null);
  readonly isBusy = signal(false);
  readonly source = signal<Source>({ kind: "example" });
  readonly fields = signal<Readonly<Record<string, Field>>>({});
  readonly strings = signal<Readonly<Record<string, Text>>>({});
  /** Whether a reload would find the unsaved text again. */
  readonly isKept = signal(true);
  readonly isDirty = computed(() => this.saved.value !== null && this.text.value !== this.saved.value.text);
  widthPx = 600;

  private isWriting = false;
  private isNewsDue = false;
  private readonly checking = new Later(REST_MS, (signal) => this.check(signal));
  private readonly looking = new Later(REST_MS, (signal) => this.lookAt(signal));
  private readonly keeping = new Later(REST_MS, async () => this.keep());

  constructor(readonly name: string) {}

  /** Read the preset and what is left of an earlier visit. Throws an `ApiFault` where it cannot be read. */
  async open(): Promise<void> {
    const saved = await readPreset(this.name);
    const left = draftOf(this.name);
    const isLeft = left !== null && left.draft.text !== saved.text;
    this.saved.value = saved;
    if (left && isLeft && left.isOwn) {
      this.show(left.draft.text);
      if (left.draft.etag !== saved.etag) this.conflict.value = { saved };
      else sayDone("Your unsaved text is here again.", { label: "Take the saved text", run: () => this.take(saved) });
    } else {
      this.show(saved.text);
      if (left && isLeft) this.offer.value = left.draft;
    }
  }

  /** What was typed. */
  changed(text: string): void {
    if (text === this.text.value) return;
    this.text.value = text;
    this.keeping.soon();
    this.again();
  }

  /** Put a text into the editor, as if it had been typed. */
  show(text: string): void {
    this.text.value = text;
    this.given.value = text;
    this.again();
  }

  /** Check and draw again, after a short rest. */
  again(): void {
    this.checking.soon();
    this.looking.soon();
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

  /** Save over the file as it was read; what another one wrote meanwhile becomes a choice. */
  async save(over: Saved | null = this.saved.value): Promise<void> {
    if (!over) return;
    await this.write(() => savePreset(this.name, this.text.value, over.etag));
  }

  /** Write the file again that is gone. */
  async writeAgain(): Promise<void> {
    await this.write(() => writeNew(this.name, this.text.value, ""));
  }

  /** The text under another name; gives what was written. Throws an `ApiFault`. */
  async saveAs(name: string): Promise<Saved> {
    const saved = await writeNew(name, this.text.value, this.name);
    dropDraft(this.name, this.text.value);
    return saved;
  }

  /** Take what is in the file; what was typed stays in the editor's undo. */
  take(saved: Saved): void {
    this.saved.value = saved;
    this.conflict.value = null;
    this.show(saved.text);
    dropDraft(this.name);
  }

  takeOffer(offer: Offer): void {
    this.offer.value = null;
    this.show(offer.text);
    this.keep();
    const { saved } = this;
    if (saved.value && offer.etag !== saved.value.etag) this.conflict.value = { saved: saved.value };
  }

  dropOffer(): void {
    this.offer.value = null;
    dropDrafts(this.name);
  }

  /** Look at the file again: another program or tab may have changed it. */
  async refresh(): Promise<void> {
    if (this.isWriting) {
      this.isNewsDue = true; // most likely of what is being written: looked at when that is done
      return;
    }
    let now: Saved | null;
    try {
      now = await readPreset(this.name);
    } catch (error) {
      if (!(error instanceof ApiFault && error.status === 404)) return sayFault(error);
      now = null;
    }
    const { value: before } = this.saved;
    if (now && before && now.etag === before.etag) {
      if (this.conflict.value) this.conflict.value = null;
      this.again();
    } else if (now && (!this.isDirty.value || now.text === this.text.value)) {
      this.take(now);
      sayDone("The file was changed outside; this is its new text.");
    } else {
      this.conflict.value = { saved: now };
    }
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

  /** Keep what is not saved where a reload finds it. */
  keep(): void {
    const { value: saved } = this.saved;
    if (this.isDirty.value && saved) {
      this.isKept.value = keepDraft(this.name, this.text.value, saved.etag);
    } else {
      dropDraft(this.name);
      this.isKept.value = true;
    }
  }

  end(): void {
    this.keep();
    for (const work of [this.checking, this.looking, this.keeping]) work.end();
  }

  private async write(put: () => Promise<Saved>): Promise<void> {
    const { value: sent } = this.text;
    this.isWriting = true;
    try {
      const saved = await put();
      this.saved.value = saved;
      this.conflict.value = null;
      if (this.text.value === sent && saved.text !== sent) this.show(saved.text);
      dropDraft(this.name, sent);
      this.isKept.value = true;
      sayDone(`Saved to ${saved.file}.`);
      this.again();
    } catch (error) {
      if (error instanceof ApiFault && error.status === 412) this.conflict.value = { saved: (error.body as { saved: Saved | null }).saved };
      else sayFault(error);
    } finally {
      this.isWriting = false;
    }
    if (this.isNewsDue) {
      this.isNewsDue = false;
      void this.refresh();
    }
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
