import { ViewTitle } from "../shell/title";

export function RunPage() {
  return <ViewTitle text="Run" />;
}
