import { columnNamed } from "./columns";
import { isNumeric } from "./cells";
import { Icon } from "./icons";
import { KeyChooser, KeyName } from "./key_chooser";
import { Popover } from "./popover";
import { groupBy, set, sort } from "./settings";

interface Props {
  readonly anchor: Element;
  readonly onClose: () => void;
}

/** The columns that the table is sorted by, the first one counting most. */
export function SortBox({ anchor, onClose }: Props) {
  const by = sort.value;
  const keys = by.map((one) => one.slice(1));
  const choose = (key: string) => set({ sort: keys.includes(key) ? by.filter((one) => one.slice(1) !== key) : [...by, `${isNumeric(columnNamed(key)) ? "-" : "+"}${key}`] });
  return (
    <Popover title="Sort" anchor={anchor} class="keys-box" onClose={onClose}>
      <p class="box-title">Sort by</p>
      {by.length === 0 && <p class="quiet">the newest run first</p>}
      <ol class="chosen-keys">
        {by.map((one) => {
          const key = one.slice(1);
          const isFalling = one.startsWith("-");
          const turned = (isFalling ? "+" : "-") + key;
          return (
            <li key={key} class="row">
              <span class="grow">
                <KeyName column={columnNamed(key)} />
              </span>
              <button type="button" onClick={() => set({ sort: by.map((each) => (each === one ? turned : each)) })} aria-label={`${key}: ${isFalling ? "greatest first" : "least first"}; turn`}>
                <Icon name={isFalling ? "down" : "up"} /> {isFalling ? "greatest first" : "least first"}
              </button>
              <button type="button" class="icon" aria-label={`Sort by ${key} no more`} onClick={() => choose(key)}>
                <Icon name="close" />
              </button>
            </li>
          );
        })}
      </ol>
      <KeyChooser label="Sort by a column" chosen={new Set(keys)} onChoose={choose} isMany />
    </Popover>
  );
}

/** The columns whose equal values make a group, each inside those of the column above it. */
export function GroupBox({ anchor, onClose }: Props) {
  const by = groupBy.value;
  const choose = (key: string) => set({ group: by.includes(key) ? by.filter((one) => one !== key) : [...by, key] });
  return (
    <Popover title="Group" anchor={anchor} class="keys-box" onClose={onClose}>
      <p class="box-title">Group by</p>
      {by.length === 0 && <p class="quiet">nothing: each run stands alone</p>}
      <ol class="chosen-keys">
        {by.map((key, place) => (
          <li key={key} class="row">
            <span class="grow">
              <KeyName column={columnNamed(key)} />
            </span>
            {place > 0 && (
              <button type="button" class="icon" aria-label={`Group by ${key} before ${by[place - 1]}`} onClick={() => set({ group: swapped(by, place) })}>
                <Icon name="up" />
              </button>
            )}
            <button type="button" class="icon" aria-label={`Group by ${key} no more`} onClick={() => choose(key)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ol>
      <KeyChooser label="Group by a column" chosen={new Set(by)} onChoose={choose} isMany />
    </Popover>
  );
}

/** The keys with the one at this place and the one before it in each other's place. */
function swapped(keys: readonly string[], place: number): string[] {
  const next = [...keys];
  next.splice(place - 1, 0, ...next.splice(place, 1));
  return next;
}
