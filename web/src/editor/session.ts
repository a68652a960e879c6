/** One preset being written: its text, what is saved of it, and what another tab or program made of the file meanwhile. */
import { computed, signal } from "@preact/signals";
import { ApiFault } from "../api/client";
import { type Saved, readPreset, savePreset, writeNew } from "../api/presets";
import { sayDone, sayFault } from "../shell/notices";
import { draftOf, dropDraft, dropDrafts, keepDraft } from "./drafts";
import { Later } from "./later";
import { Trial } from "./trial";

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

export class Session {
  readonly text = signal("");
  /** Set by whoever changes the text from outside of the editor's own view. */
  readonly given = signal("");
  readonly saved = signal<Saved | null>(null);
  readonly conflict = signal<Conflict | null>(null);
  readonly offer = signal<Offer | null>(null);
  /** Whether a reload would find the unsaved text again. */
  readonly isKept = signal(true);
  readonly isDirty = computed(() => this.saved.value !== null && this.text.value !== this.saved.value.text);
  readonly trial: Trial;

  private isBusy = false;
  private isNewsDue = false;
  private readonly keeping = new Later(async () => this.keep());

  constructor(readonly name: string) {
    this.trial = new Trial(name, this.text);
  }

  /** Read the preset and what is left of an earlier visit. Throws an `ApiFault` where it cannot be read. */
  async open(): Promise<void> {
    this.isBusy = true;
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
    this.settle();
  }

  /** What was typed. */
  changed(text: string): void {
    if (text === this.text.value) return;
    this.text.value = text;
    this.keeping.soon();
    this.trial.again();
  }

  /** Put a text into the editor, as if it had been typed. */
  show(text: string): void {
    this.text.value = text;
    this.given.value = text;
    this.trial.again();
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
    if (this.isBusy) {
      this.isNewsDue = true; // most likely of what is being written, or read: looked at when that is done
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
      this.trial.again();
    } else if (now && (!this.isDirty.value || now.text === this.text.value)) {
      this.take(now);
      sayDone("The file was changed outside; this is its new text.");
    } else {
      this.conflict.value = { saved: now };
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
    this.keeping.end();
    this.trial.end();
  }

  private async write(put: () => Promise<Saved>): Promise<void> {
    const { value: sent } = this.text;
    this.isBusy = true;
    try {
      const saved = await put();
      this.saved.value = saved;
      this.conflict.value = null;
      if (this.text.value === sent && saved.text !== sent) this.show(saved.text);
      dropDraft(this.name, sent);
      this.isKept.value = true;
      sayDone(`Saved to ${saved.file}.`);
      this.trial.again();
    } catch (error) {
      if (error instanceof ApiFault && error.status === 412) this.conflict.value = { saved: (error.body as { saved: Saved | null }).saved };
      else sayFault(error);
    }
    this.settle();
  }

  private settle(): void {
    this.isBusy = false;
    if (this.isNewsDue) void this.refresh();
    this.isNewsDue = false;
  }
}
