/**
 * The distinct values of some columns as the bytes that stand in a file, with a number each from 1; 0 is an empty cell. A value
 * that was met before costs a look at its bytes, and no text is made of it.
 */
export class RawValues {
  #bytes = new DataView(new ArrayBuffer(1 << 10));
  #start = new Int32Array(1 << 8);
  #size = 1;
  /** Hash and number of each value side by side, where its hash says; a number of 0 is a free place. */
  #places = new Int32Array(1 << 10);
  /** The number of each value of one byte; 0 where it was not met. */
  readonly #ofByte = new Int32Array(256);
  /** How many have been given to whoever asked for those that are new. */
  #given = 1;

  /** How many numbers there are, with 0. */
  get size(): number {
    return this.#size;
  }

  /** The number of the value whose bytes stand in `bytes` from one place to another. */
  numberOf(bytes: DataView, from: number, to: number): number {
    if (from === to) return 0;
    if (to - from === 1) return this.#numberOfOne(bytes, from);
    const hash = hashOf(bytes, from, to);
    const place = this.#placeOf(hash, bytes, from, to);
    return (this.#places[place + 1] as number) || this.#addedAt(place, hash, bytes, from, to);
  }

  /** A value of one byte, as most categories are, is found by that. */
  #numberOfOne(bytes: DataView, from: number): number {
    const byte = bytes.getUint8(from);
    const known = this.#ofByte[byte] as number;
    if (known !== 0) return known;
    const hash = hashOf(bytes, from, from + 1);
    const place = this.#placeOf(hash, bytes, from, from + 1);
    const number = (this.#places[place + 1] as number) || this.#addedAt(place, hash, bytes, from, from + 1);
    this.#ofByte[byte] = number;
    return number;
  }

  /** The same of a value that may never have been met: 0 then. */
  knownNumberOf(bytes: DataView, from: number, to: number): number {
    return this.#places[this.#placeOf(hashOf(bytes, from, to), bytes, from, to) + 1] as number;
  }

  /** The bytes of all values one after another, and where those of each number begin. */
  get written(): { bytes: Buffer; start: Int32Array } {
    return { bytes: Buffer.from(this.#bytes.buffer), start: this.#start };
  }

  /** The values that are new since this was asked last: their bytes one after another, and where each ends. */
  fresh(): { bytes: Uint8Array<ArrayBuffer>; ends: Int32Array<ArrayBuffer> } {
    const begun = this.#start[this.#given] as number;
    const bytes = new Uint8Array(this.#bytes.buffer.slice(begun, this.#start[this.#size]));
    const ends = this.#start.slice(this.#given + 1, this.#size + 1);
    for (let at = 0; at < ends.length; at++) ends[at] = (ends[at] as number) - begun;
    this.#given = this.#size;
    return { bytes, ends };
  }

  /** Where a value of this hash has its place, or would have it. */
  #placeOf(hash: number, bytes: DataView, from: number, to: number): number {
    const places = this.#places;
    const last = places.length - 2;
    let place = (hash << 1) & last;
    for (;;) {
      const number = places[place + 1] as number;
      if (number === 0 || (places[place] === hash && this.#isAt(number, bytes, from, to))) return place;
      place = (place + 2) & last;
    }
  }

  #isAt(number: number, bytes: DataView, from: number, to: number): boolean {
    const own = this.#bytes;
    const start = this.#start[number] as number;
    const length = to - from;
    if ((this.#start[number + 1] as number) - start !== length) return false;
    let at = 0;
    for (; at + 4 <= length; at += 4)
      if (bytes.getInt32(from + at, true) !== own.getInt32(start + at, true)) return false;
    for (; at < length; at++) if (bytes.getUint8(from + at) !== own.getUint8(start + at)) return false;
    return true;
  }

  #addedAt(place: number, hash: number, bytes: DataView, from: number, to: number): number {
    const number = this.#size++;
    this.#places[place] = hash;
    this.#places[place + 1] = number;
    const start = this.#start[number] as number;
    const end = start + to - from;
    if (end > this.#bytes.byteLength) {
      const grown = new ArrayBuffer(Math.max(end, this.#bytes.byteLength * 2));
      new Uint8Array(grown).set(new Uint8Array(this.#bytes.buffer));
      this.#bytes = new DataView(grown);
    }
    if (this.#size + 1 >= this.#start.length) this.#start = twice(this.#start);
    for (let at = 0; at < to - from; at++) this.#bytes.setUint8(start + at, bytes.getUint8(from + at));
    this.#start[this.#size] = end;
    if (this.#size * 4 > this.#places.length) this.#placeAgain();
    return number;
  }

  #placeAgain(): void {
    const before = this.#places;
    const places = new Int32Array(before.length * 2);
    const last = places.length - 2;
    for (let each = 0; each < before.length; each += 2) {
      if (before[each + 1] === 0) continue;
      let place = ((before[each] as number) << 1) & last;
      while (places[place + 1] !== 0) place = (place + 2) & last;
      places[place] = before[each] as number;
      places[place + 1] = before[each + 1] as number;
    }
    this.#places = places;
  }
}

/** Four bytes at a time, and the last ones by themselves. */
function hashOf(bytes: DataView, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) hash = mixed(hash, bytes.getInt32(at, true));
  for (; at < to; at++) hash = mixed(hash, bytes.getUint8(at));
  return hash;
}

function mixed(hash: number, value: number): number {
  const product = Math.imul(hash ^ value, 0x9e3779b1);
  return product ^ (product >>> 15);
}

function twice(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
