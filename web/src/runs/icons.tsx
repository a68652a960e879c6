/** Small pictures beside their words; none says anything alone. */
const PATHS = {
  eye: "M1.5 8s2.4-4.5 6.5-4.5S14.5 8 14.5 8 12.1 12.5 8 12.5 1.5 8 1.5 8Zm6.5 2.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  eyeOff: "M2 2l12 12M4 4.6C2.400 5.900 1.500 8 1.500 8s2.400 4.500 6.500 4.500c1.200 0 2.200-.3 3.100-.8M6.500 3.700A7 7 0 0 1 8 3.500c4.100 0 6.500 4.500 6.500 4.500s-.6 1.200-1.800 2.400",
  pin: "M10 1.500 14.500 6l-2 .5-2.800 2.800-.4 3.200L3.500 6.700l3.200-.4L9.500 3.500ZM6.300 9.700 2 14",
  filter: "M1.500 3h13M4 8h8M6.500 13h3",
  group: "M2 3h12M5 8h9M5 13h9M2 8h.01M2 13h.01",
  sort: "M4.500 2.500v11M2 11l2.500 2.500L7 11M11.500 13.500v-11M9 5l2.500-2.500L14 5",
  columns: "M2 2.500h12v11H2zM6 2.500v11M10 2.500v11",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM11 11l3.500 3.500",
  more: "M8 3.200h.01M8 8h.01M8 12.800h.01",
  up: "M8 13V3M4 7l4-4 4 4",
  down: "M8 3v10M4 9l4 4 4-4",
  open: "M5.500 3.500 10 8l-4.500 4.500",
  opened: "M3.500 6 8 10.500 12.500 6",
  close: "M4 4l8 8M12 4l-8 8",
  tag: "M2 2h5.500L14 8.500 8.500 14 2 7.500ZM5 5h.01",
  trash: "M2.500 4h11M6 4V2.500h4V4M4 4l.7 9.500h6.600L12 4",
  table: "M2 2.500h12v11H2zM2 6h12M6 6v7.500",
  keys: "M1.500 4h13v8h-13zM4 6.500h.01M6.700 6.500h.01M9.300 6.500h.01M12 6.500h.01M4.500 9.500h7",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="sign" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

const STATES: Readonly<Record<string, string>> = {
  running: "M8 2.500a5.500 5.500 0 1 1-5.500 5.500",
  finished: "M3 8.500 6.500 12 13 4.500",
  failed: "M4 4l8 8M12 4l-8 8",
  crashed: "M9 1.500 3.500 9H8l-1 5.500L12.500 7H8Z",
  damaged: "M8 2 15 14H1ZM8 6.500v3.500M8 12h.01",
  newer: "M8 13V3M4 7l4-4 4 4",
};

/** How a run goes: a picture, and its word beside it, or for readers of the screen alone. */
export function StateSign({ state, hasWord = false }: { state: string; hasWord?: boolean }) {
  return (
    <span class={`state state-${state in STATES ? state : "other"}`} title={hasWord ? undefined : state}>
      <svg class="sign" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d={STATES[state] ?? STATES["damaged"]} />
      </svg>
      <span class={hasWord ? undefined : "unseen"}>{state}</span>
    </span>
  );
}
