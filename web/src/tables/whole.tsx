import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/client";
import { useAnswered } from "../api/use_answered";
import type { Spec } from "../charts/answer";
import { fitted } from "../charts/fitting";
import { Picture } from "../drawing/picture";
import { count } from "../format/numbers";
import { Item } from "../media/item";
import { Dialog } from "../shell/dialog";
import { isDark } from "../state/theme";
import type { Cell } from "./answer";

const WIDTH_PX = 820;
const HEIGHT_PX = 480;

/** A cell whole: its text, its media large, its chart drawn. `chartPath` gives the address of a chart by its hash. */
export function WholeCell(props: { cell: Cell; name: string; chartPath: (sha: string) => string; onClose: () => void }) {
  const { cell, name, chartPath, onClose } = props;
  return (
    <Dialog title={name} class="whole-cell" onClose={onClose}>
      <Content cell={cell} name={name} chartPath={chartPath} />
    </Dialog>
  );
}

function Content({ cell, name, chartPath }: { cell: Cell; name: string; chartPath: (sha: string) => string }) {
  const widthPx = Math.min(WIDTH_PX, window.innerWidth - 64);
  if (cell === null || typeof cell !== "object") return <pre class="whole-text">{String(cell)}</pre>;
  if (cell.$ === "chart") return <ChartOf path={chartPath(cell.sha)} name={name} widthPx={widthPx} />;
  if (cell.$ === "media") {
    return (
      <div class="items">
        {cell.items.map((item, place) => (
          <Item key={place} item={item} name={name} widthPx={widthPx} heightPx={HEIGHT_PX} />
        ))}
      </div>
    );
  }
  const isCut = "length" in cell && cell.length > cell.text.length;
  return (
    <>
      <pre class="whole-text">{cell.text}</pre>
      {isCut && (
        <p class="quiet">
          The first {count(cell.text.length)} of {count(cell.length)} characters; the table's download has all.
        </p>
      )}
    </>
  );
}

function ChartOf({ path, name, widthPx }: { path: string; name: string; widthPx: number }) {
  const { answer: spec, fault } = useAnswered((signal) => ask<Spec>(path, { signal }), [path]);
  const [drawing, setDrawing] = useState<{ spec: object; widthPx: number; heightPx: number; isDark: boolean } | null>(null);
  useEffect(() => {
    if (spec) setDrawing({ spec: fitted(spec, widthPx, HEIGHT_PX), widthPx, heightPx: HEIGHT_PX, isDark: isDark.value });
  }, [spec, isDark.value]);
  if (fault) return <p class="fault">{fault}</p>;
  return <Picture drawing={drawing} label={name} live="always" />;
}
