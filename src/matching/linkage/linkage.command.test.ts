import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
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
const sameColumns = `
id: ID
columns:
  forename: { type: name, part: given, column: Forename }
  surname: { type: name, part: family, column: Surname }
  born: { type: date, column: DOB }
`;
const keepsight = (...words: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, "../../../bin/keepsight.js"), ...words], {
    encoding: "utf8",
  });
/** The temporary folders of a run, by the number of its process. */
const foldersOf = (pid: number | undefined) =>
  readdirSync(tmpdir()).filter((name) => name.startsWith("keepsight-linkage-") && name.includes(`_${pid}-`));
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
  }, 120_000);
});

describe("one list", () => {
  test("is put in groups, and a record that is like both never chains twins together [A11]", () => {
    const children = csvRecords(readFileSync(at("health-list.csv"), "utf8")).slice(0, 600);
    const row = ({ Forename, Surname, DOB, Sex, Postcode }: Record<string, string>, n: number) =>
      [n, Forename, Surname, DOB, Sex, Postcode].join(",");
    const mia = { Forename: "Mia", Surname: "Twinmere", DOB: "2016-03-09", Sex: "F", Postcode: "EA4 7DN" };
    const twin = { ...mia, Forename: "Zofia" };
    // Somebody wrote both twins' names into one row, and wrote each twin twice.
    const rows = [...children, mia, mia, twin, twin, { ...mia, Forename: "Mia Zofia" }];
    writeFileSync(at("one-list.csv"), `ID,Forename,Surname,DOB,Sex,Postcode\n${rows.map(row).join("\n")}\n`);
    writeFileSync(
      at("one-list.yaml"),
      map
        .replace("id: { left: NHSNumber }", "id: ID")
        .replace("once: left", "")
        .replaceAll(/left: (\w+), right: \[[^\]]*\]/g, "column: $1"),
    );
    const words = ["--columns", at("one-list.yaml"), "--out", at("one-list-links.csv")];
    const { status, stdout } = keepsight("dedupe", at("one-list.csv"), ...words);
    expect(status).toBe(0);
    expect(stdout).toMatch(/\d+ rows in \d+ groups: .*one-list-links\.groups\.csv/);
    const groups = csvRecords(readFileSync(at("one-list-links.groups.csv"), "utf8"));
    const groupOf = new Map(groups.map(({ id, group }) => [Number(id), group]));
    expect(groupOf.get(600)).toBeDefined();
    expect(groupOf.get(600)).toBe(groupOf.get(601));
    expect(groupOf.get(602)).toBeDefined();
    expect(groupOf.get(602)).toBe(groupOf.get(603));
    expect(groupOf.get(600)).not.toBe(groupOf.get(602));
  }, 120_000);
});

describe("a run that is stopped", () => {
  const started = async (out: string) => {
    const words = [
      "match",
      at("health-list.csv"),
      at("rolls.csv"),
      "--columns",
      at("map.yaml"),
      "--out",
      out,
    ];
    const run = spawn(process.execPath, [join(import.meta.dirname, "../../../bin/keepsight.js"), ...words]);
    // Read to its end: to close what it writes to would end it by itself, before any signal does.
    await new Promise<void>((sorting) =>
      run.stderr.on("data", (said) => void (String(said).includes("Sorting") && sorting())),
    );
    return run;
  };

  test("by Ctrl-C leaves neither links nor anything of the lists", async () => {
    const run = await started(at("cancelled.csv"));
    expect(foldersOf(run.pid)).toHaveLength(1);
    run.kill("SIGINT");
    expect(await once(run, "exit")).toEqual([130, null]);
    expect(foldersOf(run.pid)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith("cancelled"))).toEqual([]);
  }, 120_000);

  test("by force is tidied up after by the next", async () => {
    const run = await started(at("killed.csv"));
    run.kill("SIGKILL");
    await once(run, "exit");
    expect(foldersOf(run.pid)).toHaveLength(1);
    expect(match().status).toBe(0);
    expect(foldersOf(run.pid)).toEqual([]);
    expect(readdirSync(folder)).not.toContain("killed.csv");
  }, 120_000);
});

describe("what does not fit", () => {
  const refused = (yaml: string) => {
    writeFileSync(at("bad.yaml"), yaml);
    const { pid, status, stderr } = keepsight(
      "match",
      at("health-list.csv"),
      at("rolls.csv"),
      "--columns",
      at("bad.yaml"),
      "--out",
      at("x.csv"),
    );
    expect(status).toBe(1);
    expect(foldersOf(pid)).toEqual([]);
    return stderr;
  };

  test("is said with the field and the mend, and leaves nothing of the lists behind", () => {
    expect(refused("columns:\n  a: { type: name, column: Nickname }")).toMatch(
      /health-list\.csv has no column Nickname\. Its columns are NHSNumber, Surname/,
    );
    expect(refused("columns:\n  a: { type: colour, column: Sex }")).toContain("columns.a.type");
    expect(refused("columns:\n  a: { type: name, left: Forename }")).toContain(
      "Name the heading with column",
    );
    expect(refused("columns: {}")).toContain("Name at least one that both lists have.");
    expect(refused("columns: [")).toContain("Mend the file's indentation");
  }, 120_000);

  test("a file that is none, or holds rubbish, is named in one line", () => {
    writeFileSync(at("rubbish.csv"), Buffer.from([0x89, 0x50, 0xff, 0xfe, 0, 1, 2, 3, 10, 0xff]));
    const said = (file: string) =>
      keepsight("match", file, at("rolls.csv"), "--columns", at("map.yaml"), "--out", at("x.csv")).stderr;
    expect(said(at("none.csv"))).toContain("There is no such file. Check its name.");
    expect(said(at("rubbish.csv"))).toContain("rubbish.csv");
    expect(said(at("rubbish.csv"))).not.toMatch(/^\s+at /m);
  });

  test("lists in the encodings of old spreadsheets are read as what they say", () => {
    const rows = Array.from(
      { length: 300 },
      (_, n) =>
        `${n},Zo\u00eb${"abcdefghij"[n % 10]}${n},O\u2019Br\u00fa${n},2015-0${1 + (n % 9)}-1${n % 10}`,
    );
    const list = `${["ID,Forename,Surname,DOB", ...rows].join("\n")}\n`;
    writeFileSync(at("same.yaml"), sameColumns);
    writeFileSync(at("utf8.csv"), list);
    writeFileSync(at("utf16.csv"), Buffer.from(`\uFEFF${list}`, "utf16le"));
    // Windows-1252 is Latin-1 with letters of its own, such as the apostrophe that word processors put.
    writeFileSync(at("windows.csv"), Buffer.from(list.replaceAll("\u2019", "\u0092"), "latin1"));
    for (const other of ["utf16.csv", "windows.csv"]) {
      const words = ["--columns", at("same.yaml"), "--out", at("same.csv")];
      expect(keepsight("match", at("utf8.csv"), at(other), ...words).stderr).not.toContain("cannot be read");
      const same = /forename the same.*surname the same/;
      const links = csvRecords(readFileSync(at("same.csv"), "utf8"));
      const alike = links.filter(
        ({ left_id, right_id, evidence = "" }) => left_id === right_id && same.test(evidence),
      );
      expect(alike).toHaveLength(300);
    }
  });

  test("rows that cannot be read wait in a file with line, fault and row; all others are linked", () => {
    const rows = Array.from({ length: 50 }, (_, n) => `${n},Ann${n},Lee${n},2015-03-0${1 + (n % 9)}`);
    const formula = "=1+1,Di,Fox,2016-01-01";
    const ragged = [...rows, "50,Bo", '51,"Cy","Day",2015-03-02,more', formula];
    writeFileSync(at("same.yaml"), sameColumns);
    writeFileSync(at("good.csv"), ["ID,Forename,Surname,DOB", ...rows, formula, ""].join("\n"));
    writeFileSync(at("ragged.csv"), ["ID,Forename,Surname,DOB", ...ragged, ""].join("\r\n"));
    const words = ["--columns", at("same.yaml"), "--out", at("some.csv")];
    const { status, stdout } = keepsight("match", at("good.csv"), at("ragged.csv"), ...words);
    expect(status).toBe(0);
    expect(stdout).toContain("2 of the rows of");
    expect(csvRecords(readFileSync(at("some.right-rejected.csv"), "utf8"))).toEqual([
      { line: "52", fault: "It has fewer cells than the line of headings.", row: "50,Bo" },
      {
        line: "53",
        fault: "It has more cells than the line of headings.",
        row: '51,"Cy","Day",2015-03-02,more',
      },
    ]);
    const links = readFileSync(at("some.csv"), "utf8");
    expect(csvRecords(links).filter(({ left_id, right_id }) => left_id === right_id)).toHaveLength(51);
    expect(links).toContain("\n'=1+1,'=1+1,");
    writeFileSync(at("nameless.yaml"), sameColumns.replace("id: ID\n", ""));
    const asNumbered = ["--columns", at("nameless.yaml"), "--out", at("x.csv")];
    expect(keepsight("match", at("good.csv"), at("ragged.csv"), ...asNumbered)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("line 52: It has fewer cells"),
    });
  });

  test("a workbook, an empty file and bytes that are no text are told apart", () => {
    writeFileSync(at("book.csv"), "PK\u0003\u0004 and so on");
    writeFileSync(at("empty.csv"), "");
    writeFileSync(at("bytes.csv"), Buffer.from([0x49, 0x44, 0x0a, 0, 1, 2]));
    const said = (file: string) =>
      keepsight("dedupe", at(file), "--columns", at("map.yaml"), "--out", at("x.csv")).stderr;
    expect(said("book.csv")).toContain("is a workbook or an archive. Save the list as CSV");
    expect(said("empty.csv")).toContain("is empty. Name a file with a line of headings.");
    expect(said("bytes.csv")).toContain("holds bytes that no text has.");
  });

  test("an engine that is not where it is said to be, or is given a password on the command line, is said with the mend", () => {
    const said = (...words: string[]) => match(...words).stderr;
    expect(said("--engine", "clickhouse")).toContain(
      "--url: Give the address of ClickHouse's HTTP interface",
    );
    expect(said("--url", "http://localhost:8123")).toContain("add --engine clickhouse");
    const withPassword = said("--engine", "clickhouse", "--url", "http://me:secret@localhost:8123");
    expect(withPassword).toContain("Set KEEPSIGHT_CLICKHOUSE_USER and KEEPSIGHT_CLICKHOUSE_PASSWORD.");
    expect(withPassword).not.toContain("secret");
    expect(said("--engine", "clickhouse", "--url", "http://127.0.0.1:1")).toContain(
      "ClickHouse cannot be reached at http://127.0.0.1:1 (ECONNREFUSED)",
    );
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
    expect(stdout).toContain(
      "Nothing was compared: no column tells one row from another. All rows have the same forename, surname, or none.",
    );
  });
});
