/** What the server says of one run, as `chartkit/workspace/run_page` sends it. */
import type { LoggedKey } from "../logged/keys";

export interface Finding {
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly help: string | null;
  readonly place: string | null;
}

export interface ArtifactFacts {
  readonly name: string;
  readonly type: string;
  readonly size_bytes: number;
  readonly n_files: number;
  readonly description: string | null;
  readonly aliases: readonly string[];
  readonly logged_by: string | null;
}

export interface RunFacts {
  readonly id: string;
  readonly project: string;
  readonly name: string;
  readonly state: string;
  readonly exit_code: number | null;
  readonly created_at: string;
  readonly runtime_s: number | null;
  readonly tags: readonly string[];
  readonly notes: string | null;
  readonly group: string | null;
  readonly job_type: string | null;
  readonly color: string | null;
  readonly config: Values;
  readonly summary: Values;
  readonly dir: string;
  readonly path: string;
  readonly writer: { readonly host: string | null; readonly pid: number | null };
  readonly numbers: readonly string[];
  readonly keys: readonly LoggedKey[];
  readonly code: CodeFacts;
  readonly source: { readonly text: string | null; readonly name: string | null };
  readonly diff: string | null;
  readonly files: readonly { readonly name: string; readonly size_bytes: number }[];
  readonly artifacts: { readonly logged: readonly ArtifactFacts[]; readonly used: readonly ArtifactFacts[] };
  readonly faults: readonly Finding[];
}

export type Values = Readonly<Record<string, unknown>>;

export interface CodeFacts {
  readonly git?: Values;
  readonly command?: readonly string[];
  readonly folder?: string;
  readonly script?: string | null;
  readonly python?: { readonly version?: string; readonly executable?: string; readonly packages?: Readonly<Record<string, string>> };
  readonly machine?: Values;
}
