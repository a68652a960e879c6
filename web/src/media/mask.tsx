import { useEffect, useRef, useState } from "preact/hooks";

type Labels = Readonly<Record<string, string>> | null;

/** Classes as colours, far apart by the golden angle; class 0 is the ground and stays clear. */
function colorOf(id: number): [number, number, number] {
  const hue = (id * 137.508) % 360;
  const part = (n: number) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (0.5 - 0.42 * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [part(0), part(8), part(4)];
}

/** A mask over its image: each class in a colour of its own, half seen through. */
export function Mask({ url, name, labels }: { url: string; name: string; labels: Labels }) {
  const place = useRef<HTMLCanvasElement>(null);
  const [ids, setIds] = useState<readonly number[]>([]);
  useEffect(() => {
    const picture = new Image();
    let isWanted = true;
    picture.onload = () => {
      if (isWanted && place.current) setIds(paint(place.current, picture));
    };
    picture.src = url;
    return () => {
      isWanted = false;
    };
  }, [url]);
  const said = ids.map((id) => labels?.[String(id)] ?? `class ${id}`).join(", ");
  return <canvas ref={place} class="mask" role="img" aria-label={`Mask ${name}: ${said}`} title={`${name}: ${said}`} />;
}

/** Paint the classes; gives which there are. A mask's file has the class in its grey. */
function paint(canvas: HTMLCanvasElement, picture: HTMLImageElement): readonly number[] {
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return [];
  context.drawImage(picture, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  const found = new Set<number>();
  const { data } = pixels;
  for (let at = 0; at < data.length; at += 4) {
    const id = data[at] as number;
    if (id === 0) data[at + 3] = 0;
    else {
      found.add(id);
      data.set([...colorOf(id), 140], at);
    }
  }
  context.putImageData(pixels, 0, 0);
  return [...found].sort((one, other) => one - other);
}
