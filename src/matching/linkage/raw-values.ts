/**
 * The distinct values of some columns as the bytes that stand in a file, with a number each from 1; 0 is an empty cell. A value
 * that was met before costs a look at its bytes, and no text is made of it.
 */
export class RawValues {
  #bytes = new Uint8Array(1 << 16);
  #start = new Int32Array(1 << 12);
  #hash = new Int32Array(1 << 12);
  #places = new Int32Array(1 << 13);
  #size = 1;
  /** How many have been given to whoever asked for those that are new. */
  #given = 1;

  /** The number of the value whose bytes stand in `buffer` from one place to another. */
  numberOf(buffer: Uint8Array, from: number, to: number): number {
    if (from === to) return 0;
    let hash = to - from;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (buffer[at] as number), 0x01000193);
    hash ^= hash >>> 15;
    const last = this.#places.length - 1;
    let place = hash & last;
    for (;;) {
      const number = this.#places[place] as number;
      if (number === 0) break;
      if (this.#hash[number] === hash && this.#isAt(number, buffer, from, to)) return number;
      place = (place + 1) & last;
    }
    this.#places[place] = this.#size;
    return this.#added(hash, buffer, from, to);
  }

  /** The values that are new since this was asked last: their bytes one after another, and where each ends. */
  fresh(): { bytes: Uint8Array<ArrayBuffer>; ends: Int32Array<ArrayBuffer> } {
    const begun = this.#start[this.#given] as number;
    const bytes = this.#bytes.slice(begun, this.#start[this.#size]);
    const ends = this.#start.slice(this.#given + 1, this.#size + 1);
    for (let at = 0; at < ends.length; at++) ends[at] = (ends[at] as number) - begun;
    this.#given = this.#size;
    return { bytes, ends };
  }

  #isAt(number: number, buffer: Uint8Array, from: number, to: number): boolean {
    const start = this.#start[number] as number;
    if ((this.#start[number + 1] as number) - start !== to - from) return false;
    const bytes = this.#bytes;
    for (let at = from, other = start; at < to; at++, other++) if (buffer[at] !== bytes[other]) return false;
    return true;
  }

  #added(hash: number, buffer: Uint8Array, from: number, to: number): number {
    const number = this.#size++;
    const start = this.#start[number] as number;
    const end = start + to - from;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    if (this.#size + 1 >= this.#start.length) {
      this.#start = twice(this.#start);
      this.#hash = twice(this.#hash);
    }
    for (let at = from, other = start; at < to; at++, other++) this.#bytes[other] = buffer[at] as number;
    this.#hash[number] = hash;
    this.#start[this.#size] = end;
    if (this.#size * 2 > this.#places.length) this.#placeAgain();
    return number;
  }

  #placeAgain(): void {
    const last = this.#places.length * 2 - 1;
    const places = new Int32Array(last + 1);
    for (let number = 1; number < this.#size; number++) {
      let place = (this.#hash[number] as number) & last;
      while (places[place] !== 0) place = (place + 1) & last;
      places[place] = number;
    }
    this.#places = places;
  }
}

function twice(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
