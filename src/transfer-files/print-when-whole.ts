import { randomUUID } from "node:crypto";
import { open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * Prints a text once the last piece of it has come, and nothing where it ends in a fault. Until then it waits in a temporary
 * file that loses its name at once: nobody else can open it, and it is gone with the program, however that ends. [F04]
 */
export async function printWhenWhole(pieces: AsyncIterable<string>, output: Writable): Promise<void> {
  const place = join(tmpdir(), `keepsight-table-${randomUUID()}`);
  const file = await open(place, "wx+", 0o600);
  try {
    await unlink(place);
    await file.writeFile(pieces);
    await pipeline(file.createReadStream({ start: 0, autoClose: false }), output, { end: false });
  } finally {
    await file.close();
  }
}
