import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// All children here are synthetic.
let folder: string;
const map = `
id: { left: NHSNumber }
once: left
columns:
  forename: { type: name, part: given, left: Forename, right: [Forename, PreferredForename, MiddleNames] }
  surname: { type: name, part: family, left: Surname, right: [Surname, PreferredSurname, FormerSurname] }
  born: { type: date, column: DOB }
  postcode: { type: place, column: Postcode }
  sex: { type: category, column: Sex }
`;
const keepsight = (...words: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, "../../../bin/keepsight.js"), ...words], {
    encoding: "utf8",
  });
const csvRecords = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });
const at = (name: string) => join(folder, name);
const match = (...words: string[]) =>
  keepsight(
    "match",
    at("health-list.csv"),
    at("rolls.csv"),
    "--columns",
    at("map.yaml"),
    "--out",
    at("links.csv"),
    ...words,
  );

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "linkage-test-"));
  keepsight("county", "--children=6000", "--seed=linkage", `--out=${folder}`);
  writeFileSync(at("map.yaml"), map);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Which child each row of a list is, by the truth that no real feed brings. */
function childOfRows(list: string): Map<number, string> {
  const children = new Map<number, string>();
  for (const { ChildId = "", Rows = "" } of csvRecords(readFileSync(at("truth.csv"), "utf8")))
    for (const run of Rows.split(" ")) {
      const [file, lines = ""] = run.split(":");
      const [first, last = first] = lines.split("-").map(Number);
      if (file === list) for (let line = first ?? 0; line <= (last ?? 0); line++) children.set(line, ChildId);
    }
  return children;
}

describe("two lists that nobody prepared", () => {
  test("are linked with weights learnt from themselves: hardly a child lost, hardly a stranger joined [A11]", () => {
    const { status, stdout } = match();
    expect(status).toBe(0);
    expect(stdout).toMatch(/\d+ pairs linked, \d+ to be confirmed/);
    const left = childOfRows("health-list.csv");
    const right = childOfRows("rolls.csv");
    const ids = new Map(
      csvRecords(readFileSync(at("health-list.csv"), "utf8")).map((row, line) => [
        row["NHSNumber"],
        line + 2,
      ]),
    );
    const rolls = Map.groupBy(right.values(), (child) => child);
    const truePairs = left.values().reduce((sum, child) => sum + (rolls.get(child)?.length ?? 0), 0);
    const links = csvRecords(readFileSync(at("links.csv"), "utf8"));
    const likely = links.filter(({ probability }) => Number(probability) >= 0.5);
    const areRight = (some: typeof links) =>
      some.filter(({ left_id, right_id }) => left.get(ids.get(left_id) ?? 0) === right.get(Number(right_id)))
        .length;
    expect(areRight(likely) / truePairs).toBeGreaterThan(0.985);
    expect(areRight(likely) / likely.length).toBeGreaterThan(0.99);
    const byItself = links.filter(({ answer }) => answer === "linked");
    expect(areRight(byItself) / byItself.length).toBeGreaterThan(0.998);
    expect(byItself.length).toBeGreaterThan(0.8 * truePairs);
    expect(links[0]?.["evidence"]).toMatch(/born the same \+\d/);
  }, 120_000);

  test("give the same links each time, and with a model that was kept [A11]", () => {
    match("--model", at("model.json"));
    const first = readFileSync(at("links.csv"), "utf8");
    const learnt = readFileSync(at("model.json"), "utf8");
    match("--model", at("model.json"));
    expect(readFileSync(at("links.csv"), "utf8")).toBe(first);
    expect(readFileSync(at("model.json"), "utf8")).toBe(learnt);
  }, 120_000);

  test("can be read from and written to Parquet [A11]", () => {
    match();
    const fromCsv = csvRecords(readFileSync(at("links.csv"), "utf8")).length;
    expect(
      keepsight(
        "match",
        at("health-list.csv"),
        at("rolls.csv"),
        "--columns",
        at("map.yaml"),
        "--out",
        at("links.parquet"),
      ).status,
    ).toBe(0);
    expect(readFileSync(at("links.parquet")).subarray(0, 4).toString()).toBe("PAR1");
    writeFileSync(
      at("parquet.yaml"),
      "columns:\n  evidence: { type: category, column: evidence }\n  id: { type: identifier, column: left_id }\n",
    );
    const { stdout } = keepsight(
      "dedupe",
      at("links.parquet"),
      "--columns",
      at("parquet.yaml"),
      "--out",
      at("same.csv"),
    );
    expect(stdout).toContain(`${fromCsv} rows.`);
  }, 120_000);
});

describe("twins", () => {
  test("are never linked by themselves, however much they share [A11]", () => {
    const children = csvRecords(readFileSync(at("health-list.csv"), "utf8")).slice(0, 400);
    const row = ({ Forename, Surname, DOB, Sex, Postcode }: Record<string, string>) =>
      [Forename, Surname, DOB, Sex, Postcode].join(",");
    const head = "Forename,Surname,DOB,Sex,Postcode\n";
    const ana = { Forename: "Ana", Surname: "Twinmere", DOB: "2016-03-09", Sex: "F", Postcode: "EA4 7DN" };
    writeFileSync(at("one.csv"), head + [...children, ana].map(row).join("\n"));
    writeFileSync(at("other.csv"), head + [...children, { ...ana, Forename: "Zofia" }].map(row).join("\n"));
    writeFileSync(
      at("plain.yaml"),
      map.replace("id: { left: NHSNumber }", "").replaceAll(/\[(\w+),[^\]]*\]/g, "$1"),
    );
    keepsight(
      "match",
      at("one.csv"),
      at("other.csv"),
      "--columns",
      at("plain.yaml"),
      "--out",
      at("twins.csv"),
    );
    const links = csvRecords(readFileSync(at("twins.csv"), "utf8"));
    expect(links.length).toBeGreaterThanOrEqual(400);
    expect(links.find(({ left_id }) => left_id === "402")?.["answer"] ?? "to be confirmed").toBe(
      "to be confirmed",
    );
  }, 60_000);
});

describe("what does not fit", () => {
  const refused = (yaml: string) => {
    writeFileSync(at("bad.yaml"), yaml);
    const { status, stderr } = keepsight(
      "match",
      at("health-list.csv"),
      at("rolls.csv"),
      "--columns",
      at("bad.yaml"),
      "--out",
      at("x.csv"),
    );
    expect(status).toBe(1);
    return stderr;
  };

  test("is said with the field and the mend, and leaves nothing of the lists behind", () => {
    const spilt = readdirSync(tmpdir()).filter((name) => name.startsWith("keepsight-linkage-"));
    expect(refused("columns:\n  a: { type: name, column: Nickname }")).toMatch(
      /health-list\.csv has no column Nickname\. Its columns are NHSNumber, Surname/,
    );
    expect(refused("columns:\n  a: { type: colour, column: Sex }")).toContain("columns.a.type");
    expect(refused("columns:\n  a: { type: name, left: Forename }")).toContain(
      "Name the heading with column",
    );
    expect(refused("columns: {}")).toContain("Name at least one that both lists have.");
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("keepsight-linkage-"))).toEqual(spilt);
    expect(refused("columns: [")).toContain("Mend the file's indentation");
  });

  test("a file that is none, or holds rubbish, is named in one line", () => {
    writeFileSync(at("rubbish.csv"), Buffer.from([0x89, 0x50, 0xff, 0xfe, 0, 1, 2, 3, 10, 0xff]));
    const said = (file: string) =>
      keepsight("match", file, at("rolls.csv"), "--columns", at("map.yaml"), "--out", at("x.csv")).stderr;
    expect(said(at("none.csv"))).toContain("There is no such file. Check its name.");
    expect(said(at("rubbish.csv"))).toContain("rubbish.csv");
    expect(said(at("rubbish.csv"))).not.toMatch(/^\s+at /m);
  });

  test("a model of other columns, or a damaged one, is not used", () => {
    writeFileSync(at("damaged.json"), "{");
    expect(match("--model", at("damaged.json")).stderr).toContain("is damaged");
    writeFileSync(
      at("other.json"),
      JSON.stringify({ version: 1, fields: [{ name: "a", type: "name", m: {}, u: {} }] }),
    );
    expect(match("--model", at("other.json")).stderr).toContain("is of other columns: a (name)");
  });

  test("a value that too many rows share is left out and said, and memory stays", () => {
    const same = `Forename,Surname\n${"Sam,Same\n".repeat(3_000)}`;
    writeFileSync(at("same-rows.csv"), same);
    writeFileSync(
      at("same.yaml"),
      "columns:\n  forename: { type: name, column: Forename }\n  surname: { type: name, column: Surname }\n",
    );
    const { status, stdout } = keepsight(
      "dedupe",
      at("same-rows.csv"),
      "--columns",
      at("same.yaml"),
      "--out",
      at("x.csv"),
    );
    expect(status).toBe(0);
    expect(stdout).toContain("3000 rows.");
  });
});
