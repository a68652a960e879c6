import { signal } from "@preact/signals";
import type { TooltipRows } from "./live_messages";

const tooltip = signal<{ readonly rows: TooltipRows; readonly x: number; readonly y: number } | null>(null);

/** Show rows beside a place of the window; null hides what is shown. */
export function showTooltip(rows: TooltipRows | null, at: { readonly x: number; readonly y: number }): void {
  tooltip.value = rows && { rows, ...at };
}

/** The one tooltip of the page: text alone, whatever a chart says. */
export function Tooltip() {
  const shown = tooltip.value;
  if (!shown) return null;
  const onRight = shown.x > window.innerWidth / 2;
  const style = {
    insetBlockStart: `${shown.y + 12}px`,
    ...(onRight ? { right: `${window.innerWidth - shown.x + 12}px` } : { left: `${shown.x + 12}px` }),
  };
  return (
    <table class="tooltip" role="presentation" style={style}>
      {shown.rows.map(([name, value]) => (
        <tr key={name}>
          {name && <th>{name}</th>}
          <td>{value}</td>
        </tr>
      ))}
    </table>
  );
}
