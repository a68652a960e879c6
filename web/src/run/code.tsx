import { useState } from "preact/hooks";
import type { RunFacts } from "./answer";
import { Copy } from "./copy";

/** What `save_code` kept: the script, what differs from the commit, the packages. */
export function Code({ run }: { run: RunFacts }) {
  const [words, setWords] = useState("");
  const packages = Object.entries(run.code.python?.packages ?? {});
  const found = packages.filter(([name]) => name.toLowerCase().includes(words.toLowerCase()));
  return (
    <div class="logged-grid">
      {run.source.text && <Text title={run.source.name?.replace(/^script-/, "") ?? "Script"} text={run.source.text} />}
      {run.diff && <Text title="Changes since the commit" text={run.diff} />}
      {packages.length > 0 && (
        <section class="card facts" aria-label="Packages">
          <header class="row">
            <h2 class="grow">
              Packages <span class="how-many">{packages.length}</span>
            </h2>
            <input type="search" placeholder="Find a package" aria-label="Find a package" value={words} onInput={({ currentTarget }) => setWords(currentTarget.value)} />
            <Copy text={packages.map(([name, version]) => `${name}==${version}`).join("\n")} what="all packages as requirements" />
          </header>
          <ul class="packages">
            {found.map(([name, version]) => (
              <li key={name}>
                {name} <span class="quiet">{version}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <section class="card facts" aria-label={title}>
      <header class="row">
        <h2 class="grow">{title}</h2>
        <Copy text={text} what={title} />
      </header>
      <pre class="source" tabIndex={0} aria-label={title}>
        {text.split("\n").map((line, place) => (
          <span key={place} class={line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : undefined}>
            {`${line}\n`}
          </span>
        ))}
      </pre>
    </section>
  );
}
