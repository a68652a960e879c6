import { useState } from "preact/hooks";
import { projectPath } from "../api/client";
import { download } from "../api/download";
import { count, counted } from "../format/numbers";
import { panels, panelsBySection, sections } from "../panels/model";
import { Dialog } from "../shell/dialog";
import { sayDone, sayFault } from "../shell/notices";
import { project } from "../state/project";
import { visibleRuns } from "../state/runs";

/** Which panels a report has: those that the search leaves, until some are unticked. */
export function ReportDialog({ onClose }: { onClose: () => void }) {
  const shown = sections.value.flatMap(({ panels: inside }) => inside.map(({ id }) => id));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(shown.length ? shown : panels.value.map(({ id }) => id)));
  const [title, setTitle] = useState(project.value ?? "");
  const [isMaking, setMaking] = useState(false);
  const runs = visibleRuns.value;

  function tick(ids: readonly string[], isTicked: boolean): void {
    const next = new Set(chosen);
    for (const id of ids) isTicked ? next.add(id) : next.delete(id);
    setChosen(next);
  }

  async function make(): Promise<void> {
    const name = project.peek();
    if (name === null) return;
    setMaking(true);
    try {
      const wanted = panelsBySection.peek().flatMap(([, inside]) => inside.map(({ id }) => id)).filter((id) => chosen.has(id));
      const file = await download(projectPath(name, "report"), { panels: wanted, runs, title });
      sayDone(`${file} was saved.`);
      onClose();
    } catch (error) {
      sayFault(error);
      setMaking(false);
    }
  }

  return (
    <Dialog title="Report" class="report" onClose={onClose}>
      <p class="quiet">
        {`One page with these panels of the ${runs.length === 1 ? "run" : `${count(runs.length)} runs`} that are shown. It needs no server and no network: send it, keep it, open it anywhere.`}
      </p>
      <label class="field">
        <span>Title</span>
        <input value={title} maxLength={500} onInput={({ currentTarget }) => setTitle(currentTarget.value)} />
      </label>
      <div class="report-panels">
        {panelsBySection.value.filter(([, inside]) => inside.length > 0).map(([name, inside]) => (
          <fieldset key={name}>
            <legend>
              <label>
                <input type="checkbox" checked={inside.every(({ id }) => chosen.has(id))} onChange={({ currentTarget }) => tick(inside.map(({ id }) => id), currentTarget.checked)} /> {name}
              </label>
            </legend>
            {inside.map(({ id, title: called }) => (
              <label key={id}>
                <input type="checkbox" checked={chosen.has(id)} onChange={({ currentTarget }) => tick([id], currentTarget.checked)} /> {called}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      <p class="report-end">
        <button type="button" class="primary" disabled={isMaking || chosen.size === 0} onClick={() => void make()}>
          {isMaking ? "Making the page …" : `Download ${counted(chosen.size, "panel")}`}
        </button>
      </p>
    </Dialog>
  );
}
