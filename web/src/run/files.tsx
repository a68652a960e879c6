import { projectPath } from "../api/client";
import type { ArtifactFacts, RunFacts } from "./answer";
import { Copy } from "./copy";
import { sizeText } from "./texts";

/** What the run saved with `run.save`, and the versions of artifacts that it logged and used. */
export function Files({ run }: { run: RunFacts }) {
  return (
    <div class="overview">
      {run.files.length > 0 && (
        <section class="card facts" aria-label="Files">
          <h2>
            Files <span class="how-many">{run.files.length}</span>
          </h2>
          <div class="facts-rows">
            <table>
              <tbody>
                {run.files.map(({ name, size_bytes: size }) => (
                  <tr key={name}>
                    <th scope="row">
                      <a download href={projectPath(run.project, "runs", run.id, "files", ...name.split("/"))}>
                        {name}
                      </a>
                    </th>
                    <td class="number">{sizeText(size)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <Artifacts title="Artifacts logged" run={run} artifacts={run.artifacts.logged} />
      <Artifacts title="Artifacts used" run={run} artifacts={run.artifacts.used} />
    </div>
  );
}

function Artifacts({ title, run, artifacts }: { title: string; run: RunFacts; artifacts: readonly ArtifactFacts[] }) {
  if (artifacts.length === 0) return null;
  return (
    <section class="card facts" aria-label={title}>
      <h2>
        {title} <span class="how-many">{artifacts.length}</span>
      </h2>
      <ul class="artifacts">
        {artifacts.map((one) => {
          const code = `chartkit.Api().artifact(${JSON.stringify(`${run.project}/${one.name}`)}).download()`;
          return (
            <li key={one.name}>
              <div class="row">
                <strong>{one.name}</strong>
                <span class="tag">{one.type}</span>
                {one.aliases.map((alias) => (
                  <span key={alias} class="tag">
                    {alias}
                  </span>
                ))}
              </div>
              <p class="quiet">
                {one.n_files} {one.n_files === 1 ? "file" : "files"}, {sizeText(one.size_bytes)}
                {one.description && ` · ${one.description}`}
              </p>
              <div class="row">
                <code>{code}</code> <Copy text={code} what={`the code that downloads ${one.name}`} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
