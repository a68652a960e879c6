import type { BoundInput } from "./live_messages";

type OnSet = (signal: string, value: unknown) => void;

/** The inputs that a chart binds to its signals, below it, made by the page from what the spec says of them. */
export function BoundInputs({ inputs, onSet }: { readonly inputs: readonly BoundInput[]; readonly onSet: OnSet }) {
  if (inputs.length === 0) return null;
  return (
    <form class="bound-inputs" onSubmit={(event) => event.preventDefault()}>
      {inputs.map((one) => (one.input === "radio" ? <Radio key={one.signal} one={one} onSet={onSet} /> : <One key={one.signal} one={one} onSet={onSet} />))}
    </form>
  );
}

interface OneProps {
  readonly one: BoundInput;
  readonly onSet: OnSet;
}

function One({ one, onSet }: OneProps) {
  return (
    <label>
      <span>{nameOf(one)}</span> {fieldOf(one, (value) => onSet(one.signal, value))}
      {one.input === "range" && <output>{String(one.value)}</output>}
    </label>
  );
}

function fieldOf(one: BoundInput, set: (value: unknown) => void) {
  const { value } = one;
  if (one.input === "checkbox") return <input type="checkbox" checked={Boolean(value)} onChange={({ currentTarget }) => set(currentTarget.checked)} />;
  if (one.input === "select") return <Select one={one} set={set} />;
  if (one.input === "range") {
    const { min = Math.min(0, Number(value) || 0), max = Math.max(100, Number(value) || 0) } = one;
    const step = one.step ?? (max - min) / 100;
    return <input type="range" min={min} max={max} step={step} value={Number(value)} onInput={({ currentTarget }) => set(currentTarget.valueAsNumber)} />;
  }
  if (one.input === "number") return <input type="number" value={textOf(value)} onInput={({ currentTarget }) => set(currentTarget.valueAsNumber)} />;
  const type = (one.input ?? "text") as "text"; // a browser takes one that it does not know as text
  return <input type={type} value={textOf(value)} onInput={({ currentTarget }) => set(currentTarget.value)} />;
}

function Select({ one, set }: { readonly one: BoundInput; readonly set: (value: unknown) => void }) {
  const options = one.options ?? [];
  return (
    <select value={placeOf(one)} onChange={({ currentTarget }) => set(options[Number(currentTarget.value)])}>
      {options.map((option, place) => (
        <option key={place} value={place}>
          {one.labels?.[place] ?? textOf(option)}
        </option>
      ))}
    </select>
  );
}

function Radio({ one, onSet }: OneProps) {
  return (
    <fieldset>
      <legend>{nameOf(one)}</legend>
      {(one.options ?? []).map((option, place) => (
        <label key={place}>
          <input type="radio" name={one.signal} checked={place === placeOf(one)} onChange={() => onSet(one.signal, option)} />
          {one.labels?.[place] ?? textOf(option)}
        </label>
      ))}
    </fieldset>
  );
}

const nameOf = ({ name, signal }: BoundInput): string => name ?? signal;

const textOf = (value: unknown): string => (value === null || value === undefined ? "" : String(value));

/** Which of the options is chosen. */
const placeOf = ({ options = [], value }: BoundInput): number => options.findIndex((option) => textOf(option) === textOf(value));
