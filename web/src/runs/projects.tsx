import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/client";
import { onChange } from "../api/events";
import { counted } from "../format/numbers";
import { sayFault } from "../shell/notices";
import { pathTo } from "../shell/router";
import { ViewTitle } from "../shell/title";
import { ago, wholeTime } from "./format";
import { Icon } from "./icons";

interface Project {
  readonly name: string;
  /** Null for a folder that the server may not look into. */
  readonly n_runs: number | null;
  /** When its latest run was begun or removed, in seconds since 1970. */
  readonly latest: number;
}

const SEARCHED_FROM = 8;
const projects = signal<readonly Project[] | null>(null);

async function load(): Promise<void> {
  try {
    projects.value = await ask<readonly Project[]>("/api/projects");
  } catch (error) {
    sayFault(error);
  }
}

/** All projects of the store, the one worked on last first. */
export function Projects() {
  const [wanted, setWanted] = useState("");
  useEffect(() => {
    void load();
    return onChange(() => void load());
  }, []);
  const all = projects.value;
  const found = (all ?? []).filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <div class="projects">
      <div class="row projects-head">
        <ViewTitle text="Projects" />
        {all && all.length >= SEARCHED_FROM && <input type="search" aria-label="Search projects" placeholder="Search projects" value={wanted} onInput={({ currentTarget }) => setWanted(currentTarget.value)} />}
      </div>
      {all === null && <p class="quiet">Loading projects …</p>}
      {all?.length === 0 && <NoProjects />}
      {all !== null && all.length > 0 && found.length === 0 && <p class="quiet">No project has “{wanted}” in its name.</p>}
      <ul class="project-list">
        {found.map((one) => (
          <ProjectCard key={one.name} project={one} />
        ))}
      </ul>
    </div>
  );
}

function ProjectCard({ project }: { project: Project }) {
  const latest = new Date(project.latest * 1000).toISOString();
  return (
    <li class="card project-card">
      <a class="project-name" href={pathTo("p", project.name)}>
        {project.name}
      </a>
      <p class="quiet">
        {project.n_runs === null ? "its folder cannot be read" : counted(project.n_runs, "run")} · <time title={wholeTime(latest)}>latest {ago(latest)}</time>
      </p>
      <nav class="row" aria-label={`Views of ${project.name}`}>
        <a href={pathTo("p", project.name, "runs")}>
          <Icon name="table" /> Table
        </a>
        <a href={pathTo("p", project.name, "insight")}>Insight</a>
      </nav>
    </li>
  );
}

function NoProjects() {
  return (
    <section class="card no-projects">
      <h2>No runs yet</h2>
      <p>A project appears here as soon as a script logs its first run:</p>
      <pre>
        {`import chartkit

with chartkit.init(project="my-first", config={"lr": 0.01}) as run:
    for step in range(100):
        run.log({"loss": 1 / (step + 1)})`}
      </pre>
    </section>
  );
}
