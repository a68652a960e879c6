import { Icon } from "../runs/icons";
import { startDrag } from "./dragging";
import type { Panel } from "./kinds";
import { shiftPanel } from "./model";

interface Props {
  readonly panel: Panel;
  readonly isMenuOpen: boolean;
  readonly onFull: () => void;
  /** Told the button that the menu stands at. */
  readonly onMenu: (anchor: Element) => void;
}

/** A panel's head: what moves it, its title, and its buttons. */
export function PanelHead({ panel, isMenuOpen, onFull, onMenu }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const handle = event.currentTarget as HTMLElement;
    if (shiftPanel(panel, by)) requestAnimationFrame(() => (handle.scrollIntoView({ block: "nearest" }), handle.focus()));
  };
  return (
    <header class="panel-head">
      <button
        type="button"
        class="icon panel-grip"
        aria-label={`Move ${panel.title}; arrow keys move it`}
        title="Drag, or use arrow keys, to move"
        onPointerDown={(event) => startDrag(event, panel)}
        onKeyDown={onKeyDown}
      >
        <svg viewBox="0 0 16 16" class="sign" aria-hidden="true">
          <path d="M6 3.500h.01M10 3.500h.01M6 8h.01M10 8h.01M6 12.500h.01M10 12.500h.01" />
        </svg>
      </button>
      <h3 title={panel.title}>{panel.title}</h3>
      <button type="button" class="icon" aria-label={`Full screen: ${panel.title}`} title="Full screen" onClick={onFull}>
        <svg viewBox="0 0 16 16" class="sign" aria-hidden="true">
          <path d="M6 2.500H2.500V6M10 2.500h3.500V6M6 13.500H2.500V10M10 13.500h3.500V10" />
        </svg>
      </button>
      <button
        type="button"
        class="icon"
        aria-label={`Menu of ${panel.title}`}
        aria-haspopup="dialog"
        aria-expanded={isMenuOpen}
        onClick={({ currentTarget }) => onMenu(currentTarget)}
      >
        <Icon name="more" />
      </button>
    </header>
  );
}
