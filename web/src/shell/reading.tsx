import { count } from "../format/numbers";
import { reading } from "../state/reading";

/** What is not known yet, said while a project is read for the first time. */
export function ReadingNote() {
  const now = reading.value;
  if (now === null) return null;
  const isDone = now.n_unread <= now.n_failed;
  return (
    <p class={`reading-note ${isDone ? "fault" : "quiet"}`} role="status">
      {isDone ? null : <progress max={now.n_runs} value={now.n_runs - now.n_unread} aria-label="Runs read" />}
      {isDone
        ? `${count(now.n_failed)} of ${count(now.n_runs)} runs could not be read: what they logged is missing here.`
        : `Reading ${count(now.n_runs - now.n_unread)} of ${count(now.n_runs)} runs. Until then filters, sorting and figures know what those have logged.`}
    </p>
  );
}
