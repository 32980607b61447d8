import { type FileHandle, open, rename, rm } from "node:fs/promises";

/** So much is written at a time, while the next is made. */
const piece = 1 << 22;
const zero = 48;

/** A file of text that is there when it is whole: until then it has another name, and nothing when writing stops. */
export class WholeFile {
  readonly #file: string;
  readonly #unfinished: string;
  readonly #handle: FileHandle;
  #bytes = Buffer.allocUnsafeSlow(piece);
  #other = Buffer.allocUnsafeSlow(piece);
  #length = 0;
  #written: Promise<void> = Promise.resolve();
  #isOpen = true;

  private constructor(file: string, unfinished: string, handle: FileHandle) {
    this.#file = file;
    this.#unfinished = unfinished;
    this.#handle = handle;
  }

  /** Throws what `open` throws where nothing can be written. */
  static async begun(file: string): Promise<WholeFile> {
    const unfinished = `${file}.unfinished`;
    return new WholeFile(file, unfinished, await open(unfinished, "w", 0o600));
  }

  text(text: string): void {
    this.#makeRoomFor(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length);
  }

  bytes(bytes: Uint8Array): void {
    this.#makeRoomFor(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  byte(byte: number): void {
    this.#makeRoomFor(1);
    this.#bytes[this.#length++] = byte;
  }

  /** A whole number from 0 in digits. */
  number(number: number): void {
    let digits = 1;
    for (let ten = 10; ten <= number; ten *= 10) digits++;
    this.#makeRoomFor(digits);
    let rest = number;
    for (let at = this.#length + digits; at > this.#length; ) {
      const less = Math.floor(rest / 10);
      this.#bytes[--at] = zero + rest - less * 10;
      rest = less;
    }
    this.#length += digits;
  }

  /** If enough has come together to be written: `flush` is asked then, between two lines. */
  get isFull(): boolean {
    return this.#length >= piece;
  }

  /** Writes what is there while more is made. Waits for what was written before, and throws what went wrong with it. */
  async flush(): Promise<void> {
    await this.#written;
    const [bytes, length] = [this.#bytes, this.#length];
    this.#written = this.#write(bytes.subarray(0, length));
    // Whoever asks next hears of it.
    this.#written.catch(() => {});
    [this.#bytes, this.#other, this.#length] = [this.#other, bytes, 0];
  }

  async finish(): Promise<void> {
    await this.flush();
    await this.#written;
    await this.#close();
    await rename(this.#unfinished, this.#file);
  }

  /** Deletes what is not finished; does nothing to a whole file. */
  async forget(): Promise<void> {
    if (!this.#isOpen) return;
    await this.#written.catch(() => {});
    await this.#close();
    await rm(this.#unfinished, { force: true });
  }

  #makeRoomFor(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow((this.#length + more) * 2);
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }

  async #write(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, at);
      at += bytesWritten;
    }
  }

  async #close(): Promise<void> {
    this.#isOpen = false;
    await this.#handle.close();
  }
}
