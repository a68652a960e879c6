import { useState } from "preact/hooks";
import { ask } from "../api/client";
import type { Source } from "../api/presets";
import { sayFault } from "../shell/notices";
import type { DataPlaces } from "./data";

const ENDINGS = ".csv,.tsv,.json,.jsonl,.ndjson,.parquet";

/** A file below the folder in which the server was started. */
export function FileInput({ places, onTake }: { places: DataPlaces; onTake: (source: Source) => void }) {
  return (
    <label class="field grow">
      <span>File below {places.folder}</span>
      <input
        list="data-files"
        placeholder={places.files.length > 0 ? "Type or choose a file" : "data.csv"}
        onChange={({ currentTarget }) => currentTarget.value && onTake({ kind: "file", path: currentTarget.value })}
      />
      <datalist id="data-files">
        {places.files.map((file) => (
          <option key={file} value={file} />
        ))}
      </datalist>
    </label>
  );
}

/** A file from anywhere on this machine, sent to the server and kept there beside the runs. */
export function UploadInput({ onTake }: { onTake: (source: Source) => void }) {
  const [said, setSaid] = useState("");
  const send = async (file: File) => {
    setSaid(`Sending ${file.name} …`);
    try {
      onTake(await upload(file));
      setSaid(`${file.name} is here.`);
    } catch (error) {
      setSaid("");
      sayFault(error);
    }
  };
  return (
    <label class="field grow">
      <span>CSV, TSV, JSON or Parquet, up to 64 MB</span>
      <input
        type="file"
        accept={ENDINGS}
        onChange={({ currentTarget: { files } }) => {
          const file = files?.[0];
          if (file) void send(file);
        }}
      />
      <span role="status">{said}</span>
    </label>
  );
}

const upload = (file: File): Promise<Source> =>
  ask(`/api/preset-data/upload/${encodeURIComponent(file.name)}`, { body: file, headers: { "Content-Type": "application/octet-stream" } });
