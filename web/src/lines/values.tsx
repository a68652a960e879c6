import type { Near } from "./crosshair";
import type { PanelMeta } from "./data";
import { valueText, xText } from "./format";

const MOST_SHOWN = 12;

interface ValuesProps {
  readonly meta: PanelMeta;
  readonly x: number;
  /** Nearest to the pointer first. */
  readonly near: readonly Near[];
  readonly nameOfLine: (near: Near) => string;
  readonly colorOfLine: (line: Near["line"]) => string;
  readonly isOnRight: boolean;
}

/** The values of all lines near the crosshair, the one nearest to the pointer first. */
export function Values({ meta, x, near, nameOfLine, colorOfLine, isOnRight }: ValuesProps) {
  return (
    <div class={`line-values ${isOnRight ? "at-start" : "at-end"}`} aria-hidden="true">
      <p class="line-values-x">
        {meta.x_title} {xText(x, meta.x_kind)}
      </p>
      <table role="presentation">
        {near.slice(0, MOST_SHOWN).map((one, place) => (
          <tr key={`${one.line.run ?? one.line.group} ${one.line.key}`} class={place === 0 ? "nearest" : undefined}>
            <td>
              <span class="swatch" style={{ background: colorOfLine(one.line) }} />
            </td>
            <td class="line-values-name">{nameOfLine(one)}</td>
            <td class="number">{valueText(one.y)}</td>
            {one.line.low.length > 0 && (
              <td class="number quiet">
                {valueText(one.line.low[one.at] as number)} – {valueText(one.line.high[one.at] as number)}
              </td>
            )}
          </tr>
        ))}
      </table>
      {near.length > MOST_SHOWN && <p class="quiet">and {near.length - MOST_SHOWN} more</p>}
    </div>
  );
}

/** The same in words, for those who do not see the panel. */
export function valuesInWords(meta: PanelMeta, x: number, near: readonly Near[], nameOfLine: (near: Near) => string): string {
  const values = near.slice(0, 5).map((one) => `${nameOfLine(one)} ${valueText(one.y)}`);
  const more = near.length > 5 ? `, and ${near.length - 5} more` : "";
  return `${meta.x_title} ${xText(x, meta.x_kind)}: ${values.join(", ") || "no value"}${more}`;
}
