import type { Palette } from "./choices";

interface Props {
  readonly palettes: readonly Palette[];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
}

/** The palettes to choose from, each drawn as it is; the safe ones say so. */
export function PaletteChooser({ palettes, chosen, onChoose }: Props) {
  return (
    <fieldset class="palettes">
      <legend>Palette</legend>
      {palettes.map(({ name, kind, colors, is_colorblind_safe }) => (
        <label key={name} class="palette">
          <input type="radio" name="palette" value={name} checked={name === chosen} onChange={() => onChoose(name)} />
          <span class="palette-name">{name}</span>
          <span class={`palette-strip is-${kind}`} aria-hidden="true">
            {colors.map((color) => (
              <span key={color} style={{ background: color }} />
            ))}
          </span>
          <span class="quiet palette-note">{is_colorblind_safe ? "colour-blind safe" : ""}</span>
        </label>
      ))}
    </fieldset>
  );
}
