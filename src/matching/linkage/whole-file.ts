import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

const piece = 1 << 20;

/** A file of text that is there when it is whole: until then it has another name, and nothing when writing stops. */
export class WholeFile {
  readonly #file: string;
  readonly #unfinished: string;
  #descriptor: number | undefined;
  #text: string[] = [];
  #length = 0;

  constructor(file: string) {
    this.#file = file;
    this.#unfinished = `${file}.unfinished`;
    this.#descriptor = openSync(this.#unfinished, "w", 0o600);
  }

  write(text: string): void {
    this.#text.push(text);
    this.#length += text.length;
    if (this.#length > piece) this.#flush();
  }

  finish(): void {
    this.#flush();
    this.#close();
    renameSync(this.#unfinished, this.#file);
  }

  /** Deletes what is not finished; does nothing to a whole file. */
  forget(): void {
    if (this.#descriptor === undefined) return;
    this.#close();
    rmSync(this.#unfinished, { force: true });
  }

  #flush(): void {
    if (this.#descriptor !== undefined) writeAll(this.#descriptor, Buffer.from(this.#text.join("")));
    this.#text = [];
    this.#length = 0;
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}
