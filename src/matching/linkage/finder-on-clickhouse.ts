import { randomBytes } from "node:crypto";
import type { RuleCount } from "./block-index.ts";
import type { ClickHouse } from "./clickhouse.store.ts";
import {
  clickHouse,
  countedPairs,
  countedPatterns,
  keptPairs,
  type PartOf,
  type PassOnServer,
} from "./clickhouse-statements.ts";
import { RowComparer } from "./compare-values.ts";
import type { Finder } from "./link-lists.ts";
import type { PackedList } from "./packed-list.ts";
import type { Pass } from "./pair-finder.ts";
import { PairWeigher, type Weights } from "./pair-weigher.ts";
import { joinedPairs, type Pairs, PairsInTheMaking } from "./pairs.ts";
import { cellsOf, columnsOf } from "./pairs-in-sql.ts";
import { randomChunks, randomPairsOf } from "./random-pairs.ts";
import { RuleParts } from "./rule-parts.ts";
import { allBelow, sortedBy } from "./sorted-by.ts";
import type { SharesDone, WorkDone } from "./work-done.ts";

/** A join holds so many right rows in the server's memory at a time, a few hundred bytes each. */
const rowsAPart = 2_000_000;
const rowsAPiece = 4096;
/** Sums of weights differ between engines in their last digits: what may weigh enough is asked for, and weighed here. */
const slack = 1e-6;

/**
 * Finds and compares pairs on a ClickHouse server, from the same specification and with the same answers as the threads of
 * this machine, which still hold the lists, learn, and say what becomes of each pair. The lists are on the server in temporary
 * tables, until the end.
 */
export class FinderOnClickHouse implements Finder {
  readonly #server: ClickHouse;
  readonly #rowsAPart: number;
  readonly #name = `keepsight_${randomBytes(6).toString("hex")}`;
  readonly #tables = new Map<PackedList | Weights | "left out", string>();
  #made = 0;
  #pass: Pass | undefined;
  #onServer: PassOnServer | undefined;
  #parts: readonly PartOf[] = [];

  constructor(server: ClickHouse, options: { rowsAPart?: number } = {}) {
    this.#server = server;
    this.#rowsAPart = options.rowsAPart ?? rowsAPart;
  }

  async take(pass: Pass): Promise<RuleCount[]> {
    const { layout, rules, left, right, isOneList, mostPairsOfAKey } = pass;
    this.#pass = pass;
    for (const [held] of this.#tables) if (held !== left && held !== right) await this.#drop(held);
    const parts = Math.max(1, Math.ceil(right.length / this.#rowsAPart));
    this.#parts = Array.from({ length: parts }, (_, part) => ({ part, parts }));
    const leaving = new Set<number>();
    this.#onServer = {
      ...{ layout, rules, isOneList, rulesLeavingOut: leaving },
      bits: new RuleParts(rules).bits,
      left: await this.#tableOf(pass, left),
      right: await this.#tableOf(pass, right),
      leftOut: await this.#create("left out", ["rule UInt32", "key UInt32"]),
    };
    const counts: RuleCount[] = [];
    for (const rule of rules.keys()) {
      const count: RuleCount = { pairs: 0, tooCommon: [], pairsLeftOut: 0 };
      for (const part of this.#parts)
        await this.#server.rows(
          countedPairs(this.#onServer, rule, mostPairsOfAKey, part),
          (key = 0, pairs = 0) => {
            if (key === 0) count.pairs += pairs;
            else {
              count.tooCommon.push(key);
              count.pairsLeftOut += pairs;
            }
          },
        );
      if (count.tooCommon.length > 0) {
        leaving.add(rule);
        await this.#server.insert(this.#onServer.leftOut, () =>
          inPieces(count.tooCommon.map((key) => [rule, key])),
        );
      }
      counts.push(count);
    }
    return counts;
  }

  /** Random pairs are so few that they are compared where the lists are. */
  async randomPairs(): Promise<number[][]> {
    return randomPairsOf(this.#taken().pass, randomChunks);
  }

  async patterns(wanted: number, counted: readonly RuleCount[]): Promise<Map<number, number>[]> {
    const { pass, onServer } = this.#taken();
    const { left, right, layout, dictionaries } = pass;
    const { stride } = layout;
    const comparer = new RowComparer(layout, dictionaries);
    const all: Map<number, number>[] = [];
    for (const [rule, { isPlain }] of pass.rules.entries()) {
      const seen = new Map<number, number>();
      const everyNth = Math.max(1, Math.round((counted[rule]?.pairs ?? 0) / wanted));
      for (const part of isPlain ? this.#parts : [])
        await this.#server.rows(
          countedPatterns(onServer, rule, everyNth, part),
          (told = 0, count = 0, l = -1, r = -1) => {
            const isTold = l < 0;
            const pattern = isTold ? told : comparer.pattern(left.rows, l * stride, right.rows, r * stride);
            seen.set(pattern, (seen.get(pattern) ?? 0) + count);
          },
        );
      all.push(seen);
    }
    return all;
  }

  /** As `FinderThreads.pairs`: rule by rule, in the order of the left rows and then the right ones. A share is a rule. */
  async pairs(
    weights: Weights,
    atLeast: number,
    onShare: (done: number) => void,
    kept?: { work: WorkDone; pass: string },
  ): Promise<Pairs> {
    const { pass } = this.#taken();
    const all = pass.rules.length;
    const done: SharesDone[] = kept?.work.sharesDone(kept.pass, all) ?? [];
    const from = done.at(-1)?.to ?? 0;
    onShare(all === 0 ? 1 : from / all);
    const rarity = await this.#rarityTables(weights);
    for (let rule = from; rule < all; rule++) {
      const share = { from: rule, to: rule + 1, pairs: await this.#pairsOf(rule, weights, atLeast, rarity) };
      kept?.work.keepShares(kept.pass, all, share);
      done.push(share);
      onShare((rule + 1) / all);
    }
    return joinedPairs(done.map(({ pairs }) => ({ pairs, from: 0, end: pairs.length })));
  }

  /** Drops what is on the server; where it no longer listens its tables end with the session. */
  async close(): Promise<void> {
    try {
      for (const [held] of this.#tables) await this.#drop(held);
    } catch {
      this.#tables.clear();
    } finally {
      await this.#server.close();
    }
  }

  async #pairsOf(
    rule: number,
    weights: Weights,
    atLeast: number,
    rarity: (field: number) => string,
  ): Promise<Pairs> {
    const { pass, onServer } = this.#taken();
    const { layout, dictionaries, left, right } = pass;
    const found = new PairsInTheMaking();
    for (const part of this.#parts)
      await this.#server.rows(
        keptPairs(onServer, rule, weights, atLeast - slack, rarity, part),
        (l = 0, r = 0, pattern = 0, doubt = 0) => found.add(l, r, doubt, pattern),
      );
    const some = found.finished();
    const byRight = sortedBy(allBelow(some.length), right.length, some.right);
    const order = sortedBy(byRight, left.length, some.left);
    const weigher = new PairWeigher(layout, new RowComparer(layout, dictionaries), weights, atLeast);
    const weighed = new PairsInTheMaking();
    for (const at of order) {
      const [l, r] = [some.left[at] as number, some.right[at] as number];
      const a = l * layout.stride;
      // What is in doubt is compared here: the server had it that this pair may weigh enough.
      const isEnough =
        some.bits[at] === 0
          ? weigher.isEnoughBy(some.pattern[at] as number, left.rows, a)
          : weigher.isEnough(left.rows, a, right.rows, r * layout.stride);
      if (isEnough) weighed.add(l, r, weigher.bits, weigher.pattern);
    }
    return weighed.finished();
  }

  #taken(): { pass: Pass; onServer: PassOnServer } {
    if (!this.#pass || !this.#onServer) throw new Error("No pass was taken up.");
    return { pass: this.#pass, onServer: this.#onServer };
  }

  async #tableOf({ layout, dictionaries }: Pass, list: PackedList): Promise<string> {
    const known = this.#tables.get(list);
    if (known) return known;
    const table = await this.#create(list, columnsOf(layout, clickHouse));
    const cells = cellsOf(layout, dictionaries);
    if (list.length > 0)
      await this.#server.insert(table, () => inPieces(rowsUpTo(list.length, (row) => cells(list, row))));
    return table;
  }

  /** A table with how rare each value is, for each field that has any: all fields in one, told apart by name. */
  async #rarityTables(weights: Weights): Promise<(field: number) => string> {
    const table = await this.#create(weights, ["field UInt32", "code Int32", "bits Float64"]);
    for (const [field, rarity] of weights.rarity.entries())
      if (rarity)
        await this.#server.insert(table, () =>
          inPieces(rowsUpTo(rarity.length, (code) => [field, code, rarity[code] ?? 0])),
        );
    return (field) =>
      `(select code as code${field}, bits as bits${field} from ${table} where field = ${field}) as rarity${field}`;
  }

  async #create(held: PackedList | Weights | "left out", columns: readonly string[]): Promise<string> {
    const table = `${this.#name}_${this.#made++}`;
    await this.#server.run(`create temporary table ${table} (${columns.join(", ")}) engine = Memory`);
    this.#tables.set(held, table);
    return table;
  }

  async #drop(held: PackedList | Weights | "left out"): Promise<void> {
    await this.#server.run(`drop temporary table if exists ${this.#tables.get(held)}`);
    this.#tables.delete(held);
  }
}

type Cells = readonly (number | string | readonly number[])[];

function* rowsUpTo(length: number, row: (at: number) => Cells): Generator<Cells> {
  for (let at = 0; at < length; at++) yield row(at);
}

/** Rows as ClickHouse's TabSeparated, some thousands a piece; each character of a text is a byte. */
function* inPieces(rows: Iterable<Cells>): Generator<Buffer> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(`${row.map(inCell).join("\t")}\n`);
    if (lines.length < rowsAPiece) continue;
    yield Buffer.from(lines.join(""), "latin1");
    lines = [];
  }
  if (lines.length > 0) yield Buffer.from(lines.join(""), "latin1");
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function inCell(cell: number | string | readonly number[]): string {
  if (typeof cell === "number") return String(cell);
  return typeof cell === "string"
    ? cell.replace(/[\\\t\n\r]/g, (each) => escapes[each] ?? each)
    : `[${cell.join()}]`;
}
