import { useEffect, useRef, useState } from "preact/hooks";
import { useWasNear } from "../drawing/near";

const LEAST_PX = 64;
const MOST_PX = 1200;

/**
 * A logged page in a frame without an origin, under a policy of its own. Its scripts run and reach nothing: neither this
 * page nor the server nor any machine. All it can tell is its height. It is loaded when it first comes near the screen.
 */
export function PageFrame({ src, title, heightPx }: { src: string; title: string; heightPx?: number }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const wasNear = useWasNear(frame);
  const [toldPx, setTold] = useState<number | null>(null);
  useEffect(() => {
    const hear = ({ source, data }: MessageEvent<unknown>) => {
      if (!frame.current || source !== frame.current.contentWindow) return;
      const height = Number((data as { height?: unknown } | null)?.height);
      if (height > 0) setTold(Math.min(MOST_PX, Math.max(LEAST_PX, height)));
    };
    window.addEventListener("message", hear);
    return () => window.removeEventListener("message", hear);
  }, []);
  return (
    <iframe
      ref={frame}
      class="logged-page"
      sandbox="allow-scripts"
      referrerpolicy="no-referrer"
      title={title}
      src={wasNear ? src : undefined}
      style={{ height: `${heightPx ?? toldPx ?? 450}px` }}
    />
  );
}
