import { ViewTitle } from "../shell/title";

export function InsightPage() {
  return <ViewTitle text="Insight" />;
}
