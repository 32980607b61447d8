import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { makeFolder } from "../../make-folder.ts";
import type { LinkageModel } from "./linkage-model.ts";
import { isAlive } from "./own-folder.ts";
import type { Pairs } from "./pairs.ts";

/** The folder that is to keep a run's work holds something else, or another run is at work there. */
export class UnusableFolder extends Error {
  override readonly name = "UnusableFolder";
}

/** Pairs that some of a pass's shares have brought: those from one to another. */
export type SharesDone = { readonly from: number; readonly to: number; readonly pairs: Pairs };

/** Another form of the files here, or another way of finding pairs, gets another number: then nothing of before is taken up. */
const form = 2;
const bytesAPair = 4 + 4 + 4 + 8;
const names = { run: "run.json", model: "model.json" } as const;

/**
 * What a run has done so far, kept in a folder of its own that only this program's user can open, so that the same run, begun
 * again after it was stopped, links nothing twice. What is kept there is whole or not there. Of other lists, another map or another
 * version of the program nothing is taken up.
 */
export class WorkDone {
  readonly #folder: string;

  /** @throws UnusableFolder where the folder holds anything else, or another run is at work there. */
  constructor(folder: string, digest: string) {
    this.#folder = folder;
    makeFolder(folder, 0o700);
    const there = readdirSync(folder);
    if (there.some((name) => !isOurs(name)))
      throw new UnusableFolder(`${folder}: This folder holds other files. Name an empty or a new one.`);
    const before = jsonIn(join(folder, names.run)) as
      | { digest?: string; process?: number; host?: string }
      | undefined;
    if (before?.host === hostname() && before.process !== process.pid && isAlive(before.process ?? 0))
      throw new UnusableFolder(
        `${folder}: Another run is at work there. Wait for it, or name another folder.`,
      );
    if (before?.digest !== digest) this.#empty();
    this.#write(names.run, [Buffer.from(JSON.stringify({ digest, process: process.pid, host: hostname() }))]);
  }

  get model(): LinkageModel | undefined {
    return jsonIn(join(this.#folder, names.model)) as LinkageModel | undefined;
  }

  keepModel(model: LinkageModel): void {
    this.#write(names.model, [Buffer.from(JSON.stringify(model))]);
  }

  /** What of a pass with so many shares is done, in order and without a gap. */
  sharesDone(pass: string, shares: number): SharesDone[] {
    const done: SharesDone[] = [];
    const kept = readdirSync(this.#folder).flatMap((name) => {
      const [, of, from = "", to = "", all = ""] = /^(\w+)-(\d+)-(\d+)-(\d+)\.pairs$/.exec(name) ?? [];
      return of === pass && Number(all) === shares ? [{ name, from: Number(from), to: Number(to) }] : [];
    });
    for (const { name, from, to } of kept.toSorted((a, b) => a.from - b.from)) {
      const pairs = pairsIn(readFileSync(join(this.#folder, name)));
      if (from !== (done.at(-1)?.to ?? 0) || !pairs) break;
      done.push({ from, to, pairs });
    }
    return done;
  }

  keepShares(pass: string, shares: number, { from, to, pairs }: SharesDone): void {
    const columns = [pairs.left, pairs.right, pairs.bits, pairs.pattern];
    this.#write(`${pass}-${from}-${to}-${shares}.pairs`, [
      Buffer.from(Int32Array.of(pairs.length).buffer),
      ...columns.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
    ]);
  }

  /** Deletes the folder: the run is done. */
  forget(): void {
    this.#empty();
    rmdirSync(this.#folder);
  }

  #empty(): void {
    for (const name of readdirSync(this.#folder)) rmSync(join(this.#folder, name));
  }

  #write(name: string, pieces: readonly Buffer[]): void {
    const unfinished = join(this.#folder, `${name}.unfinished`);
    const descriptor = openSync(unfinished, "w", 0o600);
    try {
      for (const piece of pieces)
        for (let at = 0; at < piece.length; ) at += writeSync(descriptor, piece, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, join(this.#folder, name));
  }
}

/** Tells a run from every other: by the program, by what it is told in words, and by what its files hold. */
export async function digestOf(
  words: readonly (string | undefined)[],
  files: readonly string[],
): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([form, words]));
  for (const file of files) {
    const content = createHash("sha256");
    await pipeline(createReadStream(file), content);
    hash.update(content.digest("hex"));
  }
  return hash.digest("hex");
}

function isOurs(name: string): boolean {
  return /^(run\.json|model\.json|\w+-\d+-\d+-\d+\.pairs)(\.unfinished)?$/.test(name);
}

function jsonIn(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** The pairs in a file's bytes; undefined where they are cut short, as by a machine that lost its power. */
function pairsIn(bytes: Buffer): Pairs | undefined {
  if (bytes.length < 4) return undefined;
  const length = bytes.readInt32LE(0);
  if (bytes.length !== 4 + length * bytesAPair) return undefined;
  let at = 4;
  const column = (width: number): ArrayBuffer => {
    const from = at;
    at += length * width;
    return new Uint8Array(bytes.subarray(from, at)).buffer;
  };
  return {
    length,
    left: new Int32Array(column(4)),
    right: new Int32Array(column(4)),
    bits: new Float32Array(column(4)),
    pattern: new Float64Array(column(8)),
  };
}
