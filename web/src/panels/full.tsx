import { useEffect, useState } from "preact/hooks";
import { Dialog } from "../shell/dialog";
import { Guarded } from "../shell/guarded";
import { type Panel, kindOf } from "./kinds";
import { setSettings } from "./model";

const AROUND_PX = { width: 48, height: 110 };

/** One panel over the whole window, with its settings beside it where there is room. */
export function FullPanel({ panel, onClose }: { panel: Panel; onClose: () => void }) {
  const size = useWindowSize();
  const kind = kindOf(panel.kind);
  if (!kind) return null;
  const set = (patch: Parameters<typeof setSettings>[1]) => setSettings(panel, patch);
  const settingsPx = kind.Settings && size.width > 900 ? 300 : 0;
  const props = { panel, isFull: true, set, widthPx: size.width - AROUND_PX.width - settingsPx, heightPx: size.height - AROUND_PX.height };
  return (
    <Dialog title={panel.title} class="full-panel" onClose={onClose}>
      <div class="full-panel-parts">
        <div class="panel-body">
          <Guarded what="panel">
            <kind.Body {...props} />
          </Guarded>
        </div>
        {settingsPx > 0 && kind.Settings && (
          <aside class="full-panel-settings" aria-label="Settings of the panel">
            <kind.Settings {...props} />
          </aside>
        )}
      </div>
    </Dialog>
  );
}

function useWindowSize(): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: window.innerWidth, height: window.innerHeight });
  useEffect(() => {
    const follow = () => setSize({ width: window.innerWidth, height: window.innerHeight });
    window.addEventListener("resize", follow);
    return () => window.removeEventListener("resize", follow);
  }, []);
  return size;
}
