import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { transferFile } from "../../test/support/transfer-file.ts";
import { registerCtfCommand } from "./ctf.command.ts";
import { keepFiles } from "./keep-files.ts";
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
  // Linux makes no folder in /proc, and says that it is not there.
  if (existsSync("/proc/self"))
    await expect(ctf("write", two, "--out", "/proc/none/here")).rejects.toThrow(
      "No folder can be made at /proc/none.",
    );
  expect(readdirSync(folder)).not.toContain("none");
});

test("what a late fault or a taken name leaves behind is nothing, and what lay there stays [F04]", async () => {
  const pupils = [{}, { forename: "Bram" }];
  const two = kept("9972001_CTF_9972002_004.xml", transferFile({ version, pupils, destination: "9972002" }));
  const out = join(folder, "beside");
  mkdirSync(out);
  // The second of the two names is taken: the first is not kept either.
  writeFileSync(join(out, "9972001_CTF_XXXXXXX_005.xml"), "somebody's");
  await expect(ctf("write", two, "--out", out, "--to", "XXXXXXX")).rejects.toThrow("is there already");
  // The last pupil of many has the fault; by then most of the file is written.
  const many = Array.from({ length: 3000 }, (_, at) => ({ surname: `Windle${at}`, upn: "" }));
  const late = kept(
    "9972001_CTF_9972002_006.xml",
    transferFile({
      ...{ version, destination: "9972002" },
      pupils: [...many, { born: "today", upn: "" }],
    }).replaceAll("<UPN></UPN>", ""),
  );
  await expect(ctf("write", late, "--out", out)).rejects.toThrow("Pupil/DOB: A day is written");
  await expect(ctf("write", late, "--out", join(folder, "new", "one"))).rejects.toThrow("Pupil/DOB");
  const broken = kept("9972001_CTF_9972002_007.xml", readFileSync(two, "utf8").slice(0, -40));
  await expect(ctf("write", broken, "--out", out)).rejects.toThrow("breaks off");
  expect(readdirSync(out)).toEqual(["9972001_CTF_XXXXXXX_005.xml"]);
  expect(readFileSync(join(out, "9972001_CTF_XXXXXXX_005.xml"), "utf8")).toBe("somebody's");
  expect(readdirSync(folder)).not.toContain("new");
});

test("a stop leaves nothing behind [F04]", async () => {
  const out = join(folder, "stopped");
  const stop = new AbortController();
  async function* files() {
    yield { name: "first.xml", text: pieces(["whole"]) };
    yield { name: "second.xml", text: pieces(["begun"], () => stop.abort()) };
  }
  async function* pieces(texts: string[], after = () => {}) {
    yield* texts;
    after();
    yield "more";
  }
  await expect(keepFiles(files(), out, stop.signal)).rejects.toThrow("aborted");
  expect(readdirSync(folder)).not.toContain("stopped");
});

test("`keepsight ctf read` prints a table of a good file, and of another nothing [F04]", async () => {
  const good = kept("9972001_CTF_XXXXXXX_008.xml", transferFile({ version }));
  const bad = kept("9972001_CTF_XXXXXXX_009.xml", transferFile({ version }).replace(/<\/CTfile>/, ""));
  const waiting = join(folder, "waiting");
  mkdirSync(waiting);
  vi.stubEnv("TMPDIR", waiting);
  let printed = "";
  const output = vi.spyOn(process.stdout, "write").mockImplementation((chunk, ...more) => {
    printed += String(chunk);
    const done = more.find((each) => typeof each === "function");
    done?.();
    return true;
  });
  try {
    await expect(ctf("read", bad)).rejects.toThrow("breaks off");
    expect(printed).toBe("");
    await ctf("read", good);
  } finally {
    output.mockRestore();
    vi.unstubAllEnvs();
  }
  expect(readdirSync(waiting)).toEqual([]);
  expect(printed).toMatch(/^\uFEFF?UPN,Former UPN,.*\r?\n.*WINDLE,Orla/);
});
