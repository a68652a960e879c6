import { useState } from "preact/hooks";
import { panels } from "../panels/model";
import { ReportDialog } from "./dialog";

/** Opens the choice of panels for a report: one page of them that needs no server. */
export function ReportButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" disabled={panels.value.length === 0} onClick={() => setOpen(true)}>
        Report
      </button>
      {isOpen && <ReportDialog onClose={() => setOpen(false)} />}
    </>
  );
}
