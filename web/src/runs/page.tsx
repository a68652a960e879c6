import { ViewTitle } from "../shell/title";

export function RunsPage() {
  return <ViewTitle text="Runs" />;
}
