import { useState } from "preact/hooks";

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly type?: "text" | "number";
  readonly placeholder?: string;
  /** Called when the writer is done: by Enter, or by leaving the field. */
  readonly onChange: (value: string) => void;
}

/** A field whose text is the writer's own while it is written, whatever changes around it. */
export function TextField({ label, value, type = "text", placeholder, onChange }: TextFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const shared = {
    placeholder,
    value: draft ?? value,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => setDraft(currentTarget.value),
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
      setDraft(null);
      onChange(currentTarget.value.trim());
    },
  };
  return (
    <label class="field">
      <span>{label}</span>
      {type === "number" ? <input type="number" step="any" {...shared} /> : <input {...shared} />}
    </label>
  );
}
