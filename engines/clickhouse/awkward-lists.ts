import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

type Row = Record<string, string>;

export const headings =
  "Forename,PreferredForename,MiddleNames,Surname,PreferredSurname,FormerSurname,DOB,Postcode,Sex,UPN,FormerUPN".split(
    ",",
  );

/** What goes wrong between two lists, a row each in turn; the names that no engine may stumble over among them. */
const mistakes: readonly ((row: Row) => Row)[] = [
  () => ({}),
  ({ Forename = "" }) => ({ Forename: Forename.slice(1) + Forename.slice(0, 1) }),
  ({ Surname = "" }) => ({
    Surname: `${Surname.slice(0, 2)}${Surname[3] ?? ""}${Surname[2] ?? ""}${Surname.slice(4)}`,
  }),
  ({ DOB = "" }) => ({ DOB: `${DOB.slice(0, 4)}-${DOB.slice(8, 10)}-${DOB.slice(5, 7)}` }),
  ({ Forename = "", Surname = "" }) => ({ Forename: Surname, Surname: Forename }),
  // Exchanged, and one of the two with a slip, cut short, or with a part more.
  ({ Forename = "", Surname = "" }) => ({ Forename: Surname, Surname: `${Forename}${Forename.slice(-1)}` }),
  ({ Forename = "", Surname = "" }) => ({ Forename: Surname.slice(0, 3), Surname: Forename }),
  ({ Forename = "", Surname = "" }) => ({ Forename: Surname, Surname: `${Forename} Ann` }),
  ({ Surname = "" }) => ({ Surname: `O’${Surname}`, FormerSurname: Surname }),
  ({ Surname = "" }) => ({ Surname: `${Surname}-Ågren Łoś` }),
  ({ Forename = "" }) => ({ Forename: "Zoë", PreferredForename: Forename }),
  () => ({ Forename: "Юрий", Surname: "李" }),
  () => ({ Forename: "", DOB: "" }),
  () => ({ Surname: "", Postcode: "" }),
  ({ Forename = "" }) => ({ Forename: Forename.slice(0, 3) }),
  ({ UPN = "" }) => ({ UPN: "", FormerUPN: UPN }),
  ({ UPN = "" }) => ({ UPN: `${UPN.slice(0, -1)}ñ` }),
  // Cut to a byte a letter these hold a line's end, a tab and a backslash, as compared here and sent there.
  () => ({ UPN: "ĊĉŜ12345", FormerUPN: "čňŜ12345" }),
  ({ Surname = "" }) => ({ Surname: `${Surname}${Surname}${Surname}${Surname}${Surname}`.slice(0, 40) }),
  ({ Forename = "" }) => ({ Forename: `${Forename} ${Forename}ina`, MiddleNames: "Ann" }),
  ({ Postcode = "" }) => ({ Postcode: `${Postcode.slice(0, -1)}Q`, Sex: "" }),
];

/** The rows of an invented roll file, and the same children as another list writes them, with twins put in. */
export function awkwardLists(rolls: string): { left: string; right: string } {
  const rows = parse(readFileSync(rolls), { columns: true, bom: true }) as Row[];
  const wrong = rows.map((row, at) => ({ ...row, ...mistakes[at % mistakes.length]?.(row) }));
  const twins = rows
    .filter((_, at) => at % 97 === 0)
    .map((row) => ({ ...row, Forename: `${row["Forename"]}a`, UPN: "", FormerUPN: "" }));
  return { left: csvOf([...rows, ...twins]), right: csvOf([...wrong, ...twins]) };
}

/**
 * A list of made-up names of few letters, so that every likeness comes up, those that lie exactly on a limit too. All live at
 * one place: every row is compared with every other.
 */
export function namesOfFewLetters(length: number, seed: number): string {
  let state = seed;
  const draw = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
  const name = (letters: number) =>
    Array.from({ length: 1 + draw(12) + (draw(9) === 0 ? 24 : 0) }, () => "abcdefgh"[draw(letters)]).join("");
  const alike = () => {
    const some = "abcdefghij".split("");
    for (let turn = draw(4); turn > 0; turn--) {
      const at = draw(10);
      [some[at], some[draw(10)]] = ["k", some[at] as string];
    }
    return some.join("");
  };
  const rows = Array.from({ length }, (_, at) => ({
    Forename: at % 3 === 0 ? alike() : name(2 + draw(6)),
    Surname: draw(6) === 0 ? `${name(3)} ${name(2)}` : name(3),
    DOB: `20${10 + draw(3)}-0${1 + draw(3)}-1${draw(3)}`,
    Postcode: "EA4 7DN",
    UPN: `${draw(3)}${draw(3)}${draw(3)}1`,
  }));
  return csvOf(rows);
}

function csvOf(rows: readonly Row[]): string {
  const cells = (row: Row) =>
    headings.map((heading) => `"${(row[heading] ?? "").replaceAll('"', '""')}"`).join();
  return `${[headings.join(), ...rows.map(cells)].join("\n")}\n`;
}
