import type { PanelProps } from "../panels/kinds";

export function LinePanel({ panel }: PanelProps) {
  return <p>{panel.title}</p>;
}
