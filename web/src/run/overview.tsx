import type { ComponentChildren } from "preact";
import { durationText } from "../format/durations";
import type { RunFacts, Values as Nested } from "./answer";
import { Copy } from "./copy";
import { EditedFact } from "./edited_fact";
import { sizeText, timeText } from "./texts";
import { Values } from "./values";

const DAMAGED = "None could be read: files of this run are damaged. Diagnostics says which.";

/** What the run says of itself: facts, how to read it in Python, config and summary. */
export function Overview({ run }: { run: RunFacts }) {
  const { git, command, python, machine, folder } = run.code;
  const isDamaged = run.state === "damaged";
  const code = `import chartkit\n\nrun = chartkit.Api(${JSON.stringify(storeOf(run.dir))}).run(${JSON.stringify(run.path)})\nrun.config, run.summary\nrun.history()`;
  return (
    <div class="overview">
      <section class="card facts" aria-label="Facts">
        <h2>Facts</h2>
        <dl class="fact-list">
          <Fact name="Id">
            <code>{run.id}</code> <Copy text={run.id} what="the run's id" />
          </Fact>
          <Fact name="Started">{run.created_at && timeText(run.created_at)}</Fact>
          <Fact name="Took">{run.runtime_s !== null && durationText(run.runtime_s)}</Fact>
          <Fact name="Exit code">{run.exit_code}</Fact>
          <Fact name="Group">{run.group}</Fact>
          <Fact name="Job type">{run.job_type}</Fact>
          <Fact name="Tags">
            <EditedFact run={run} fact="tags">
              {run.tags.map((tag) => (
                <span key={tag} class="tag">
                  {tag}
                </span>
              ))}
            </EditedFact>
          </Fact>
          <Fact name="Notes">
            <EditedFact run={run} fact="notes">
              {run.notes && <p class="notes">{run.notes}</p>}
            </EditedFact>
          </Fact>
          <Fact name="Command">{command && command.length > 0 && <code>{command.join(" ")}</code>}</Fact>
          <Fact name="Working folder">{folder && <code>{folder}</code>}</Fact>
          <Fact name="Git">{git && Object.keys(git).length > 0 && <Git git={git} />}</Fact>
          <Fact name="Python">{python?.version && `${python.version}`}</Fact>
          <Fact name="Host">{hostText(run, machine)}</Fact>
          <Fact name="Machine">{machine && machineText(machine)}</Fact>
          <Fact name="Run folder">
            <code>{run.dir}</code>
          </Fact>
        </dl>
        <h3>Read it in Python</h3>
        <div class="snippet">
          <pre tabIndex={0} aria-label="Python code that reads this run">
            {code}
          </pre>
          <Copy text={code} what="the Python code" />
        </div>
      </section>
      <Values title="Config" values={run.config} none={isDamaged ? DAMAGED : "The script gave no config: pass it to init(config={…})."} />
      <Values title="Summary" values={run.summary} none={isDamaged ? DAMAGED : "Nothing was logged yet."} />
    </div>
  );
}

/** A name with its fact; nothing where there is none. */
function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (children === null || children === undefined || children === false || children === "") return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Git({ git }: { git: Nested }) {
  const commit = typeof git["commit"] === "string" ? git["commit"] : "";
  const parts = [git["branch"], git["remote"]].filter((part) => typeof part === "string");
  return (
    <>
      {commit && (
        <>
          <code title={commit}>{commit.slice(0, 10)}</code> <Copy text={commit} what="the commit" />{" "}
        </>
      )}
      {parts.join(" · ")}
    </>
  );
}

function hostText(run: RunFacts, machine: Nested | undefined): string | null {
  const host = machine?.["host"] ?? run.writer.host;
  return host ? `${String(host)}${run.writer.pid ? `, process ${run.writer.pid}` : ""}` : null;
}

function machineText(machine: Nested): string {
  const { os, cpu, n_cores: cores, memory_bytes: memory, gpus } = machine;
  const cards = Array.isArray(gpus) ? gpus.map((gpu) => (gpu !== null && typeof gpu === "object" && "name" in gpu ? String(gpu.name) : String(gpu))) : [];
  const parts = [cpu, typeof cores === "number" && `${cores} cores`, typeof memory === "number" && sizeText(memory), ...cards, os];
  return parts.filter(Boolean).map(String).join(" · ");
}

/** The folder that holds `.chartkit`. */
function storeOf(runFolder: string): string {
  return runFolder.split("/.chartkit/")[0] ?? runFolder;
}
