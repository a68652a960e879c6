import { useEffect, useState } from "preact/hooks";
import { ApiFault, ask } from "../api/client";
import { isConnected, isResting, losses } from "../api/events";
import { project } from "../state/project";
import { type Theme, theme } from "../state/theme";
import { pathTo, route } from "./router";

const THEMES: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: "system", label: "Theme: system" },
  { value: "light", label: "Theme: light" },
  { value: "dark", label: "Theme: dark" },
];

/** The bar at the top: where one is, where one can go, whether the server answers, light or dark. */
export function Header() {
  const name = project.value;
  return (
    <header class="bar">
      <a class="brand" href="/">
        chartkit
      </a>
      <nav aria-label="Main">
        {name !== null && (
          <>
            <Place view="workspace" path={pathTo("p", name)} text={name} />
            <Place view="runs" path={pathTo("p", name, "runs")} text="Runs" />
            <Place view="insight" path={pathTo("p", name, "insight")} text="Insight" />
          </>
        )}
        <Place view="gallery" path="/presets" text="Presets" />
      </nav>
      {isConnected.value === false && <Lost />}
      {isResting.value && isConnected.value !== false && (
        <span class="quiet" role="status">
          Not live while four other projects are seen: click here to go on.
        </span>
      )}
      <label class="theme">
        <span class="unseen">Light or dark</span>
        <select value={theme.value} onChange={({ currentTarget }) => (theme.value = currentTarget.value as Theme)}>
          {THEMES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </header>
  );
}

/** Why there are no news: streams do not tell a server that is away from one that wants another token. */
function Lost() {
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => {
    const told = (fault: unknown) => setRefusal(fault instanceof ApiFault && fault.status === 401 ? fault.message : null);
    void ask("/api/info").catch(told);
  }, [losses.value]);
  return (
    <span class="lost" role="alert">
      {refusal ?? "The server does not answer; trying again. Nothing is lost."}
    </span>
  );
}

function Place({ view, path, text }: { view: string; path: string; text: string }) {
  return (
    <a href={path} aria-current={route.value.view === view ? "page" : undefined}>
      {text}
    </a>
  );
}
