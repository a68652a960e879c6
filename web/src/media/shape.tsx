import { useEffect, useRef, useState } from "preact/hooks";
import { count } from "../format/numbers";
import type { MediaItem } from "../logged/facts";
import { FileLink } from "./item";
import { parsed, type Points } from "./points";

const READ = /\.(pdb|xyz|sdf|mol|pts\.json)$/;
const LARGEST_BYTES = 20_000_000;

/** Whether this page can show it: atoms of a molecule, or points in space. */
export function isShape({ file, size_bytes: size }: MediaItem): boolean {
  return file !== undefined && READ.test(file) && (size ?? 0) <= LARGEST_BYTES;
}

/** Atoms or points in space, turned by dragging or by the arrow keys; its file to be saved beside it. */
export function Shape(props: { item: MediaItem; url: string; name: string; widthPx: number; heightPx: number }) {
  const { item, url, name, widthPx, heightPx } = props;
  const place = useRef<HTMLCanvasElement>(null);
  const [points, setPoints] = useState<Points | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [turn, setTurn] = useState({ x: 0.4, y: 0.6, zoom: 1 });

  useEffect(() => {
    let isWanted = true;
    fetch(url)
      .then((response) => response.text())
      .then((text) => isWanted && setPoints(parsed(item.file ?? "", text)))
      .catch((error: unknown) => isWanted && setFault(String(error)));
    return () => {
      isWanted = false;
    };
  }, [url]);
  useEffect(() => {
    if (points && place.current) paint(place.current, points, turn);
  }, [points, turn, widthPx, heightPx]);

  if (fault || (points && points.n === 0)) return <FileLink item={item} url={url} name={name} />;
  const drag = ({ buttons, movementX, movementY }: PointerEvent) => {
    if (buttons & 1) setTurn((last) => ({ ...last, y: last.y + movementX / 120, x: last.x + movementY / 120 }));
  };
  const key = (event: KeyboardEvent) => {
    const by = { ArrowLeft: [0, -0.1], ArrowRight: [0, 0.1], ArrowUp: [-0.1, 0], ArrowDown: [0.1, 0] }[event.key];
    const zoom = { "+": 1.15, "-": 1 / 1.15 }[event.key];
    if (!by && !zoom) return;
    event.preventDefault();
    setTurn((last) => ({ x: last.x + (by?.[0] ?? 0), y: last.y + (by?.[1] ?? 0), zoom: last.zoom * (zoom ?? 1) }));
  };
  const ratio = window.devicePixelRatio || 1;
  const said = points ? `${name}: ${count(points.n)} ${points.what}, drag or use the arrow keys to turn` : name;
  return (
    <div class="shape">
      <canvas
        ref={place}
        tabIndex={0}
        role="img"
        aria-label={said}
        title={said}
        width={widthPx * ratio}
        height={heightPx * ratio}
        style={{ width: `${widthPx}px`, height: `${heightPx}px` }}
        onPointerMove={drag}
        onKeyDown={key}
      />
      <FileLink item={item} url={url} name={name} />
    </div>
  );
}

/** Points from back to front, as balls that are smaller and paler the farther they are. */
function paint(canvas: HTMLCanvasElement, points: Points, turn: { x: number; y: number; zoom: number }): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { width, height } = canvas;
  const [sinX, cosX, sinY, cosY] = [Math.sin(turn.x), Math.cos(turn.x), Math.sin(turn.y), Math.cos(turn.y)];
  const scale = (Math.min(width, height) / 2.3) * turn.zoom;
  const turned = Array.from({ length: points.n }, (_, index) => {
    const [x, y, z] = [points.x[index] as number, points.y[index] as number, points.z[index] as number];
    const across = cosY * x + sinY * z;
    const away = -sinY * x + cosY * z;
    return { index, x: across, y: cosX * y - sinX * away, depth: sinX * y + cosX * away };
  }).sort((one, other) => one.depth - other.depth);
  const at = new Map(turned.map((one) => [one.index, one]));
  context.clearRect(0, 0, width, height);
  context.lineWidth = Math.max(1, scale / 90);
  context.strokeStyle = "#80808099";
  context.beginPath();
  for (const [from, to] of points.bonds) {
    const [one, other] = [at.get(from), at.get(to)];
    if (!one || !other) continue;
    context.moveTo(width / 2 + one.x * scale, height / 2 - one.y * scale);
    context.lineTo(width / 2 + other.x * scale, height / 2 - other.y * scale);
  }
  context.stroke();
  const radius = Math.max(1, Math.min(scale / 14, (scale * 1.6) / Math.cbrt(points.n * 8)));
  for (const { index, x, y, depth } of turned) {
    context.globalAlpha = 0.55 + 0.45 * Math.min(1, Math.max(0, (depth + 1) / 2));
    context.fillStyle = points.colors[index] as string;
    context.beginPath();
    context.arc(width / 2 + x * scale, height / 2 - y * scale, radius * (0.8 + 0.2 * depth), 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}
