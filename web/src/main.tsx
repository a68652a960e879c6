/** Where the page starts: theme, addresses, workers, then the app. */
import { render } from "preact";
import { shareNews } from "./api/events";
import { drawWith } from "./drawing/pool";
import { App } from "./shell/app";
import { startRouter } from "./shell/router";
import { applyTheme } from "./state/theme";

applyTheme();
startRouter();
const place = document.getElementById("app");
if (place) {
  shareNews(place.dataset["news"] ?? "");
  drawWith(place.dataset["worker"] ?? "");
  render(<App />, place);
}
