import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { transferFile } from "../../test/support/transfer-file.ts";
import { registerCtfCommand } from "./ctf.command.ts";
import { versionsOn } from "./versions.ts";

const version = versionsOn(Temporal.Now.plainDateISO("Europe/London")).current;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ctf-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = 0;
});

/** What the command prints; a refusal is thrown. */
async function ctf(...words: string[]): Promise<string[]> {
  const lines = vi.spyOn(console, "log").mockImplementation(() => {});
  const program = new Command("keepsight").exitOverride();
  registerCtfCommand(program);
  await program.parseAsync(["node", "keepsight", "ctf", ...words]);
  const said = lines.mock.calls.map(([line]) => String(line));
  lines.mockRestore();
  return said;
}

function kept(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test("`keepsight ctf check` says what a file is, what is amiss, and ends well only where nothing is [F04]", async () => {
  const good = kept("9972001_CTF_XXXXXXX_001.xml", transferFile({ version }));
  expect(await ctf("check", good)).toEqual([
    `A good file: 1 pupil, version ${version}, from 9972001 to XXXXXXX.`,
  ]);
  expect(process.exitCode ?? 0).toBe(0);
  const bad = kept("9972001_CTF_XXXXXXX_002.xml", transferFile({ version, pupils: [{ born: "today" }] }));
  expect((await ctf("check", bad))[0]).toBe("Line 17, Pupil/DOB: A day is written 2026-11-29.");
  expect(process.exitCode).toBe(1);
});

test("`keepsight ctf write` writes one file a pupil, never over another, and nothing of a file with a fault [F04]", async () => {
  const pupils = [{}, { forename: "Bram" }];
  const two = kept("9972001_CTF_9972002_001.xml", transferFile({ version, pupils, destination: "9972002" }));
  const out = join(folder, "out");
  expect(await ctf("write", two, "--out", out, "--to", "xxxxxxx")).toHaveLength(2);
  expect(readdirSync(out)).toEqual(["9972001_CTF_XXXXXXX_001.xml", "9972001_CTF_XXXXXXX_002.xml"]);
  expect(readFileSync(join(out, "9972001_CTF_XXXXXXX_002.xml"), "utf8")).toContain("Bram");
  await expect(ctf("write", two, "--out", out, "--to", "XXXXXXX")).rejects.toThrow("is there already");
  const lies = kept("9972002_CTF_9972002_001.xml", transferFile({ version, destination: "9972002" }));
  await expect(ctf("write", lies, "--out", join(folder, "none"))).rejects.toThrow("says that it comes from");
  expect(readdirSync(folder)).not.toContain("none");
});
