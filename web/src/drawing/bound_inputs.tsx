import { useLayoutEffect, useRef } from "preact/hooks";
import { counted } from "../format/numbers";
import type { BoundInput, BoundInputs as Bound, InputValue } from "./live_messages";

type OnSet = (signal: string, value: InputValue) => void;

/** The inputs that a chart binds to its signals, below it, made by the page from what the chart says of them. */
export function BoundInputs({ bound, values, isDisabled, onHeight, onSet }: BoundInputsProps) {
  const form = useRef<HTMLFormElement>(null);
  // Not with each value: a chart that is drawn anew at another height would end while a slider is dragged.
  useLayoutEffect(() => onHeight(form.current?.offsetHeight ?? 0), [bound]);
  useLayoutEffect(() => () => onHeight(0), []);
  return (
    <form ref={form} class="bound-inputs" onSubmit={(event) => event.preventDefault()}>
      {bound.inputs.map((said) => {
        const one = { ...said, value: values[said.signal] ?? said.value };
        const Input = one.kind === "radio" ? Radio : One;
        return <Input key={one.signal} one={one} isDisabled={isDisabled} onSet={onSet} />;
      })}
      {bound.nMore > 0 && <span class="quiet">{counted(bound.nMore, "more input")} of this chart cannot be shown.</span>}
    </form>
  );
}

interface BoundInputsProps {
  readonly bound: Bound;
  /** What the chart made of them meanwhile, by signal. */
  readonly values: Readonly<Record<string, InputValue>>;
  readonly isDisabled: boolean;
  /** Told how high they are: so much lower is their chart. */
  readonly onHeight: (px: number) => void;
  readonly onSet: OnSet;
}

interface OneProps {
  readonly one: BoundInput;
  readonly isDisabled: boolean;
  readonly onSet: OnSet;
}

function One({ one, isDisabled, onSet }: OneProps) {
  return (
    <label>
      <span>{one.name}</span> {fieldOf(one, isDisabled, (value) => onSet(one.signal, value))}
      {one.kind === "range" && <output>{Number.isNaN(one.value) ? "" : String(one.value)}</output>}
      <More one={one} />
    </label>
  );
}

function fieldOf(one: BoundInput, disabled: boolean, set: (value: InputValue) => void) {
  const { kind, value, min, max, step } = one;
  if (kind === "checkbox") return <input type="checkbox" disabled={disabled} checked={value === true} onChange={({ currentTarget }) => set(currentTarget.checked)} />;
  if (kind === "select") return <Select one={one} disabled={disabled} set={set} />;
  if (kind === "range") {
    return <input type="range" disabled={disabled} min={min} max={max} step={step} value={Number(value)} onInput={({ currentTarget }) => set(currentTarget.valueAsNumber)} />;
  }
  if (kind === "number") {
    const text = Number.isNaN(value) ? "" : String(value);
    return <input type="number" disabled={disabled} step="any" value={text} onInput={({ currentTarget }) => set(currentTarget.valueAsNumber)} />;
  }
  return <input type={kind as "text"} disabled={disabled} value={String(value)} onInput={({ currentTarget }) => set(currentTarget.value)} />;
}

function Select({ one, disabled, set }: { readonly one: BoundInput; readonly disabled: boolean; readonly set: (value: InputValue) => void }) {
  return (
    <select disabled={disabled} value={Number(one.value)} onChange={({ currentTarget }) => set(Number(currentTarget.value))}>
      {one.choices.map((choice, place) => (
        <option key={place} value={place}>
          {choice}
        </option>
      ))}
    </select>
  );
}

function Radio({ one, isDisabled, onSet }: OneProps) {
  return (
    <fieldset>
      <legend>{one.name}</legend>
      {one.choices.map((choice, place) => (
        <label key={place}>
          <input type="radio" disabled={isDisabled} name={one.signal} checked={place === one.value} onChange={() => onSet(one.signal, place)} />
          {choice}
        </label>
      ))}
      <More one={one} />
    </fieldset>
  );
}

function More({ one }: { readonly one: BoundInput }) {
  return one.nMore > 0 ? <span class="quiet">and {counted(one.nMore, "choice")} that cannot be shown</span> : null;
}
