/** The news for all pages of a browser: each says by its port what it follows, and is told there. */
import type { Tell, Word } from "./news";
import { Streams } from "./streams";

const streams = new Streams();
const scope = globalThis as unknown as { onconnect: (event: MessageEvent) => void };

scope.onconnect = ({ ports: [port] }) => {
  if (!port) return;
  const tell: Tell = (project, news) => port.postMessage({ project, news });
  port.onmessage = ({ data }: MessageEvent<Word>) => streams.hear(tell, data);
};
