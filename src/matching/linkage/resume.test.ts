import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { progress } from "./progress.ts";

// All children here are synthetic.
let folder: string;
const map = `
once: left
columns:
  forename: { type: name, part: given, left: Forename, right: [Forename, PreferredForename, MiddleNames] }
  surname: { type: name, part: family, left: Surname, right: [Surname, PreferredSurname, FormerSurname] }
  born: { type: date, column: DOB }
  postcode: { type: place, column: Postcode }
`;
const program = join(import.meta.dirname, "../../../bin/keepsight.js");
const at = (name: string) => join(folder, name);
const words = (out: string) => [
  ...[program, "match", at("health-list.csv"), at("rolls.csv"), "--columns", at("map.yaml")],
  ...["--out", at(out)],
];
const match = (out: string, ...more: string[]) =>
  spawnSync(process.execPath, [...words(out), ...more], { encoding: "utf8" });
const work = () => at("work");
/** The parts that are kept, and when each was written. */
const parts = () =>
  Object.fromEntries(
    readdirSync(work())
      .filter((name) => name.endsWith(".pairs"))
      .map((name) => [name, statSync(join(work(), name)).mtimeMs]),
  );

/** Begins the run, and kills it as soon as it has come so far. */
async function killedOnce(hasComeSoFar: () => boolean): Promise<void> {
  const run = spawn(process.execPath, [...words("resumed.csv"), "--resume", work()], { stdio: "ignore" });
  const over = once(run, "exit");
  const looking = setInterval(() => hasComeSoFar() && run.kill("SIGKILL"), 1);
  expect(await over).toEqual([null, "SIGKILL"]);
  clearInterval(looking);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "resume-test-"));
  spawnSync(process.execPath, [program, "county", "--children=3000", "--seed=resume", `--out=${folder}`]);
  writeFileSync(at("map.yaml"), map);
  expect(match("whole.csv").status).toBe(0);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe("a run that is stopped", () => {
  test("again and again goes on from what it has done, links nothing twice, and ends with the same links byte for byte", async () => {
    const partsOf = (pass: string) =>
      readdirSync(work()).filter((name) => name.startsWith(`${pass}-`)).length;
    await killedOnce(() => existsSync(join(work(), "model.json")));
    const model = readFileSync(join(work(), "model.json"));
    await killedOnce(() => partsOf("first") >= 2);
    const first = parts();
    await killedOnce(() => partsOf("rest") >= 1);
    expect(parts()).toMatchObject(first);
    expect(readFileSync(join(work(), "model.json"))).toEqual(model);
    expect(existsSync(at("resumed.csv"))).toBe(false);
    expect(match("resumed.csv", "--resume", work())).toMatchObject({ status: 0 });
    expect(readFileSync(at("resumed.csv")).equals(readFileSync(at("whole.csv")))).toBe(true);
    expect(existsSync(work())).toBe(false);
  }, 300_000);
});

test("on a terminal each stage says the time that is left, without what was done before; in a pipe a line", () => {
  const said = (isTTY: boolean) => {
    let text = "";
    let milliseconds = 0;
    const say = progress({ isTTY, write: (more) => (text += more) }, () => milliseconds);
    say("Reading", 0);
    say("Comparing", 0.5);
    milliseconds = 10_000;
    say("Comparing", 0.75);
    return text;
  };
  expect(said(true)).toBe("Reading\nComparing\rComparing: 75 in 100, 10 s left   ");
  expect(said(false)).toBe("Reading\nComparing\n");
});
