/** Showing and hiding runs in the panels: takes ids, gives the layout's shortest way to say it. */
import { order } from "./rows";
import { hideAll, setHidden } from "./settings";

/** Hide runs from the panels, or show them; all runs of the project are one word in the layout. */
export function hide(ids: readonly string[], isHidden: boolean): void {
  const total = order.peek()?.total;
  if (ids.length > 1 && ids.length === total) hideAll(isHidden);
  else setHidden(ids, isHidden);
}
