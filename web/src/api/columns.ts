/**
 * Binary columns as `chartkit/workspace/columns.py` writes them: the length of a JSON header, the header, then each
 * column's numbers, aligned to eight bytes. Takes the bytes; gives views into them, nothing is copied.
 */

export type NumberArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

export interface ColumnBlock<Meta> {
  readonly meta: Meta;
  readonly columns: Readonly<Record<string, NumberArray>>;
}

interface Header<Meta> {
  readonly meta: Meta;
  readonly columns: readonly { readonly name: string; readonly dtype: string; readonly offset: number; readonly length: number }[];
}

const KINDS = { f8: Float64Array, f4: Float32Array, i4: Int32Array, u4: Uint32Array, u2: Uint16Array, u1: Uint8Array };

export function readColumns<Meta>(bytes: ArrayBuffer): ColumnBlock<Meta> {
  const headerLength = new DataView(bytes).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, headerLength))) as Header<Meta>;
  const start = Math.ceil((4 + headerLength) / 8) * 8;
  const columns: Record<string, NumberArray> = {};
  for (const { name, dtype, offset, length } of header.columns) {
    const Kind = KINDS[dtype as keyof typeof KINDS];
    if (!Kind) throw new Error(`the server sent column ${name} as ${dtype}, which this page does not know`);
    columns[name] = new Kind(bytes, start + offset, length);
  }
  return { meta: header.meta, columns };
}
