import { useEffect, useState } from "preact/hooks";
import { captionOf, type MediaItem } from "../logged/facts";
import { sizeText } from "../run/texts";
import { Boxes, boxesOf } from "./boxes";
import { PageFrame } from "./frame";
import { HistogramPicture } from "./histogram";
import { Mask } from "./mask";
import { isShape, Shape } from "./shape";

const SMALL_PX = 64;

/** One medium: an image with its boxes and masks, a player, a framed page, a histogram, a shape in space, or a file. */
export function Item({ item, name, widthPx, heightPx }: { item: MediaItem; name: string; widthPx: number; heightPx?: number }) {
  const caption = captionOf(item);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => setBroken(false), [item.url]);
  return (
    <figure class={`item ${item.kind}`} onErrorCapture={() => setBroken(true)}>
      {isBroken ? (
        <p class="fault">This {item.kind} cannot be shown: its file is damaged, gone, or of a type that this browser does not know.</p>
      ) : (
        <Body item={item} name={caption ?? name} widthPx={widthPx} {...(heightPx === undefined ? {} : { heightPx })} />
      )}
      {caption && <figcaption title={caption}>{caption}</figcaption>}
    </figure>
  );
}

function Body({ item, name, widthPx, heightPx }: { item: MediaItem; name: string; widthPx: number; heightPx?: number }) {
  const { kind, url, page } = item;
  if (page !== undefined) return <PageFrame src={page} title={name} {...(heightPx === undefined ? {} : { heightPx })} />;
  if (kind === "histogram") return <HistogramPicture facts={item.facts} label={name} widthPx={widthPx} heightPx={heightPx ?? 180} />;
  if (url === undefined) return <p class="quiet">{kind}, kept in numbers alone</p>;
  if (kind === "image" || url.endsWith(".gif")) return <Picture item={item} url={url} name={name} />;
  if (kind === "audio") return <audio controls preload="metadata" aria-label={name} src={url} />;
  if (kind === "video") return <video controls preload="metadata" aria-label={name} src={url} />;
  if (isShape(item)) return <Shape item={item} url={url} name={name} widthPx={widthPx} heightPx={heightPx ?? 280} />;
  return <FileLink item={item} url={url} name={name} />;
}

function Picture({ item, url, name }: { item: MediaItem; url: string; name: string }) {
  const { width, height } = item.facts;
  const boxes = boxesOf(item.facts);
  const isSmall = typeof width === "number" && typeof height === "number" && Math.max(width, height) <= SMALL_PX;
  const size = typeof width === "number" && typeof height === "number" ? { width, height } : {};
  return (
    <div class={isSmall ? "picture-place small" : "picture-place"}>
      <img src={url} alt={name} loading="lazy" decoding="async" {...size} />
      {Object.entries(item.masks ?? {}).map(([mask, { url: from, class_labels: labels }]) => (
        <Mask key={mask} url={from} name={mask} labels={labels} />
      ))}
      {boxes.length > 0 && <Boxes boxes={boxes} />}
    </div>
  );
}

export function FileLink({ item, url, name }: { item: MediaItem; url: string; name: string }) {
  const size = typeof item.size_bytes === "number" ? ` (${sizeText(item.size_bytes)})` : "";
  return (
    <a download href={`${url}?name=${encodeURIComponent(fileName(item, name))}`}>
      {fileName(item, name)}
      {size}
    </a>
  );
}

function fileName({ file, kind }: MediaItem, name: string): string {
  const suffix = file?.slice(64) ?? "";
  return name.endsWith(suffix) ? name : `${name || kind}${suffix}`;
}
