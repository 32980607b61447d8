/** A typed array that threads read without a copy. */
export function shared<A extends Int32Array | Uint8Array | Float32Array | Float64Array>(
  kind: { new (buffer: SharedArrayBuffer): A; BYTES_PER_ELEMENT: number },
  length: number,
): A {
  return new kind(new SharedArrayBuffer(length * kind.BYTES_PER_ELEMENT));
}
