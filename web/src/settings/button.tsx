import { useState } from "preact/hooks";
import { SettingsDrawer } from "./drawer";

/** Opens the settings of the workspace; stands at the upper right of its view. */
export function SettingsButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="settings-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linejoin="round"
            d="M6.8 1.6h2.4l.4 1.8 1.2.5 1.6-1 1.7 1.7-1 1.6.5 1.2 1.8.4v2.4l-1.8.4-.5 1.2 1 1.6-1.7 1.7-1.6-1-1.2.5-.4 1.8H6.8l-.4-1.8-1.2-.5-1.6 1-1.7-1.7 1-1.6-.5-1.2-1.8-.4V7.8l1.8-.4.5-1.2-1-1.6 1.7-1.7 1.6 1 1.2-.5z"
            transform="translate(0 -1)"
          />
          <circle cx="8" cy="8" r="2.2" fill="none" stroke="currentColor" stroke-width="1.5" />
        </svg>
        <span class="settings-word">Settings</span>
      </button>
      {isOpen && <SettingsDrawer onClose={() => setOpen(false)} />}
    </>
  );
}
