import { fillKeys } from "./row-keys.ts";

const parts = 256;

/** The rows of a list that have a key under a rule, with their keys. Has room for a whole list, and takes its rows up again for each rule. */
export class KeyedRows {
  keys: Int32Array;
  rows: Int32Array;
  length = 0;
  #otherKeys: Int32Array;
  #otherRows: Int32Array;

  constructor(rows: number) {
    this.keys = new Int32Array(rows);
    this.rows = new Int32Array(rows);
    this.#otherKeys = new Int32Array(rows);
    this.#otherRows = new Int32Array(rows);
  }

  /** Takes those rows of the list, in their order, that have a key, and one that is `known`: `columns` are the places of the rule's parts. */
  fill(columns: readonly Int32Array[], known?: KnownKeys): void {
    const { keys, rows } = this;
    fillKeys(keys, columns);
    let length = 0;
    for (let row = 0; row < keys.length; row++) {
      const key = keys[row] as number;
      if (key === 0 || known?.has(key) === false) continue;
      keys[length] = key;
      rows[length++] = row;
    }
    this.length = length;
  }

  /**
   * Puts them in the order of their keys' highest bits, those that have these the same in the order of their rows: what is
   * looked up one after the other by its key then lies near in memory.
   */
  partition(): void {
    const { keys, rows, length } = this;
    const next = new Int32Array(parts + 1);
    for (let at = 0; at < length; at++) {
      const after = ((keys[at] as number) >>> 24) + 1;
      next[after] = (next[after] as number) + 1;
    }
    for (let part = 1; part < parts; part++) next[part] = (next[part] as number) + (next[part - 1] as number);
    const otherKeys = this.#otherKeys;
    const otherRows = this.#otherRows;
    for (let at = 0; at < length; at++) {
      const key = keys[at] as number;
      const place = next[key >>> 24] as number;
      next[key >>> 24] = place + 1;
      otherKeys[place] = key;
      otherRows[place] = rows[at] as number;
    }
    [this.keys, this.#otherKeys] = [otherKeys, keys];
    [this.rows, this.#otherRows] = [otherRows, rows];
  }
}

/** Which keys a list has, but for a few that it does not have: eight bits for each row, and one set for each key. */
export class KnownKeys {
  readonly #bits: Int32Array;
  readonly #below: number;

  constructor(rows: number) {
    let words = 32;
    while (words * 4 < rows) words *= 2;
    this.#bits = new Int32Array(words);
    this.#below = 1 + Math.clz32(words);
  }

  fill({ keys, length }: KeyedRows): void {
    const bits = this.#bits.fill(0);
    for (let at = 0; at < length; at++) {
      const key = keys[at] as number;
      const word = key >>> this.#below;
      bits[word] = (bits[word] as number) | (1 << key);
    }
  }

  has(key: number): boolean {
    return ((this.#bits[key >>> this.#below] as number) & (1 << key)) !== 0;
  }
}
