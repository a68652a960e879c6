import { Popover } from "../runs/popover";
import { sayFault, sayUndoable } from "../shell/notices";
import { type Panel, kindOf } from "./kinds";
import { duplicatePanel, moveToSection, removePanel, sections, shiftPanel } from "./model";

interface PanelMenuProps {
  readonly panel: Panel;
  readonly anchor: Element;
  readonly sizePx: { readonly width: number; readonly height: number };
  readonly onEdit: () => void;
  readonly onFull: () => void;
  readonly onClose: () => void;
}

/** What can be done with a panel. */
export function PanelMenu({ panel, anchor, sizePx, onEdit, onFull, onClose }: PanelMenuProps) {
  const remove = () => sayUndoable(`${panel.title} was taken off the page.`, removePanel(panel));
  const actions = kindOf(panel.kind)?.actions?.(panel, sizePx) ?? [];
  const others = sections.value.filter(({ name }) => name !== panel.section);
  const run = (action: () => void | Promise<void>) => () => {
    onClose();
    void Promise.resolve(action()).catch(sayFault);
  };
  return (
    <Popover title={`Menu of ${panel.title}`} anchor={anchor} class="panel-menu" onClose={onClose}>
      <Entry text="Edit …" run={onEdit} />
      <Entry text="Full screen" run={onFull} />
      <Entry text="Duplicate" run={run(() => duplicatePanel(panel))} />
      <Entry text="Move earlier" run={run(() => void shiftPanel(panel, -1))} />
      <Entry text="Move later" run={run(() => void shiftPanel(panel, 1))} />
      {others.length > 0 && (
        <label class="panel-menu-move">
          Move to section
          <select
            value=""
            onChange={({ currentTarget }) => {
              moveToSection(panel, currentTarget.value);
              onClose();
            }}
          >
            <option value="" disabled>
              choose …
            </option>
            {others.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {actions.length > 0 && <hr />}
      {actions.map(({ label, run: act }) => (
        <Entry key={label} text={label} run={run(act)} />
      ))}
      <hr />
      <Entry text={panel.isAutomatic ? "Hide" : "Remove"} run={run(remove)} />
    </Popover>
  );
}

function Entry({ text, run }: { text: string; run: () => void }) {
  return (
    <button type="button" class="menu-entry" onClick={run}>
      {text}
    </button>
  );
}
