import type { ComponentType, TargetedKeyboardEvent } from "preact";
import { useState } from "preact/hooks";
import { Dialog } from "../shell/dialog";
import { RunColors } from "./run_colors";

interface Section {
  readonly name: string;
  readonly label: string;
  readonly Body: ComponentType;
}

/** The sections of the settings: to add one, write its component and a line here. */
const SECTIONS: readonly [Section, ...Section[]] = [{ name: "runs", label: "Runs", Body: RunColors }];

/** The settings of the workspace, at the side, so that what they change is seen beside them. */
export function SettingsDrawer({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState(SECTIONS[0].name);
  const shown = SECTIONS.find((section) => section.name === name) ?? SECTIONS[0];
  const turn = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const place = (SECTIONS.indexOf(shown) + step + SECTIONS.length) % SECTIONS.length;
    setName((SECTIONS[place] ?? shown).name);
    event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")[place]?.focus();
  };
  return (
    <Dialog title="Settings" class="drawer" onClose={onClose}>
      <div role="tablist" aria-label="Settings of" class="tabs" onKeyDown={turn}>
        {SECTIONS.map((section) => (
          <button
            key={section.name}
            id={`settings-${section.name}`}
            type="button"
            role="tab"
            aria-selected={section === shown}
            aria-controls="settings-shown"
            tabIndex={section === shown ? 0 : -1}
            onClick={() => setName(section.name)}
          >
            {section.label}
          </button>
        ))}
      </div>
      <div id="settings-shown" role="tabpanel" aria-labelledby={`settings-${shown.name}`}>
        <shown.Body />
      </div>
    </Dialog>
  );
}
