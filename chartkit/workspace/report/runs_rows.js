// Lets readers sort the table of runs by a click on a column's head, and search it. Without it the table is whole.
(() => {
  "use strict";

  const block = document.querySelector(".runs");
  if (block === null) return;
  const body = block.querySelector("tbody");
  const rows = [...body.rows];
  const said = block.querySelector("[role=status]");
  const all = said.textContent;

  const orderOf = (cell) => {
    if (cell.dataset.n !== undefined) return Number(cell.dataset.n);
    return cell.textContent.trim();
  };

  // Numbers before texts, what is missing last, whichever way.
  function compare(one, other, sign) {
    const isMissing = (value) => value === "";
    if (isMissing(one) || isMissing(other)) return isMissing(one) - isMissing(other);
    if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
    if (typeof one === "number") return sign * (one - other);
    return sign * one.localeCompare(other, "en", { numeric: true });
  }

  function sort(head) {
    const isFalling = head.getAttribute("aria-sort") === "ascending";
    for (const one of block.querySelectorAll("thead th")) one.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isFalling ? "descending" : "ascending");
    const place = head.cellIndex;
    const sign = isFalling ? -1 : 1;
    const keyed = rows.map((row) => [orderOf(row.cells[place]), row]);
    keyed.sort(([one], [other]) => compare(one, other, sign));
    body.append(...keyed.map(([, row]) => row));
  }

  for (const head of block.querySelectorAll("thead th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(head));
  }

  const label = block.querySelector(".runs-bar label");
  label.hidden = false;
  label.querySelector("input").addEventListener("input", ({ currentTarget }) => {
    const words = currentTarget.value.toLowerCase().split(/\s+/).filter(Boolean);
    let nShown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      nShown += !row.hidden;
    }
    said.textContent = words.length ? `${nShown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} runs` : all;
  });
})();
