/** Bytes of the blocks from which small arrays are cut: a buffer of its own for each takes longer to make and to collect than to fill. */
const blockSize = 65_536;
let block = new SharedArrayBuffer(blockSize);
let used = 0;

/** A typed array of zeros that threads read without a copy. */
export function shared<A extends Int32Array | Uint8Array | Float32Array | Float64Array>(
  kind: { new (buffer: SharedArrayBuffer, from?: number, length?: number): A; BYTES_PER_ELEMENT: number },
  length: number,
): A {
  const size = length * kind.BYTES_PER_ELEMENT;
  if (size > blockSize / 16) return new kind(new SharedArrayBuffer(size));
  if (used + size > blockSize) {
    block = new SharedArrayBuffer(blockSize);
    used = 0;
  }
  const from = used;
  // Where an array of any kind may begin.
  used += Math.ceil(size / 8) * 8;
  return new kind(block, from, length);
}
