import { useEffect, useState } from "preact/hooks";
import { onChange } from "../api/events";
import { route } from "../shell/router";
import { ViewTitle } from "../shell/title";
import { Editor } from "./editor";
import { draftOf } from "./drafts";
import { Session } from "./session";

/** The editor of the preset that the address names. */
export function EditorPage() {
  const name = route.value.view === "editor" ? route.value.preset : "";
  const { session, fault } = useSession(name);
  if (fault !== null) return <Unreadable name={name} fault={fault} />;
  if (session === null) return <ViewTitle text={name} />;
  return <Editor key={name} session={session} />;
}

function Unreadable({ name, fault }: { name: string; fault: string }) {
  const left = draftOf(name);
  return (
    <>
      <ViewTitle text={name || "No preset"} />
      <p class="fault" role="alert">
        {fault}
      </p>
      {left && (
        <label class="field">
          <span>Text of it that this browser has kept, from {new Date(left.draft.at).toLocaleString()}</span>
          <textarea readOnly rows={16} value={left.draft.text} />
        </label>
      )}
      <p>
        <a href="/presets">All presets</a>
      </p>
    </>
  );
}

/** The session of a preset while its page is open: it hears of changes outside, and keeps what is unsaved. */
function useSession(name: string): { session: Session | null; fault: string | null } {
  const [found, setFound] = useState<{ session: Session | null; fault: string | null }>({ session: null, fault: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    setFound({ session: null, fault: null });
    if (!name) return setFound({ session: null, fault: "This address names no preset." });
    const session = new Session(name);
    let isWanted = true;
    let isFailed = false;
    session.open().then(
      () => isWanted && setFound({ session, fault: null }),
      (error: unknown) => {
        isFailed = true;
        if (isWanted) setFound({ session: null, fault: error instanceof Error ? error.message : String(error) });
      },
    );
    const stop = onChange(({ presets, isReset }) => {
      if (isReset && isFailed) return setTurn((last) => last + 1);
      if (isReset) session.trial.anew();
      if (presets.includes(name) || isReset) void session.refresh();
      else if (presets.length > 0) session.trial.again(); // one that it extends may be among them
    });
    const keep = () => session.keep();
    const warn = (event: BeforeUnloadEvent) => {
      session.keep();
      if (!session.isKept.value) event.preventDefault(); // the browser asks whether to leave
    };
    window.addEventListener("pagehide", keep);
    window.addEventListener("beforeunload", warn);
    return () => {
      isWanted = false;
      stop();
      window.removeEventListener("pagehide", keep);
      window.removeEventListener("beforeunload", warn);
      session.end();
    };
  }, [name, turn]);
  return found;
}
