import { mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { keepUpload } from "./receive-upload.ts";

const folder = mkdtempSync(join(tmpdir(), "uploads-"));
afterAll(() => rmSync(folder, { recursive: true }));
const now = Temporal.Instant.from("2026-11-23T10:00:00Z");

test("an upload is kept while another is being deleted, and what a worker left long ago goes [A02]", async () => {
  // In the folder's list, and gone when it is looked at: what another request deletes in that moment.
  symlinkSync(join(folder, "nowhere"), join(folder, "gone.csv"));
  const old = join(folder, "old.csv");
  writeFileSync(old, "left long ago");
  utimesSync(old, 0, 0);
  const path = await keepUpload(folder, Readable.from(["UPN\n"]), now);
  expect(readFileSync(path, "utf8")).toBe("UPN\n");
  expect(() => readFileSync(old)).toThrow("ENOENT");
});
