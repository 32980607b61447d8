import { foldName } from "../children/index.ts";
import type { Chance } from "./chance.ts";
import { dayNumberAt, dayOf, dayText } from "./county-days.ts";
import type { InventedChild } from "./families.ts";
import { shortNameOf } from "./short-names.ts";

/** What one list holds about a child, right or wrong. Days as YYYY-MM-DD. */
export type WrittenChild = {
  forename: string;
  middleNames: string;
  surname: string;
  born: string;
  sex: string;
};

/** Shares of rows with each mistake, from the linkage anchors. A careful list makes fewer of all of them. */
const mistakeShares = {
  shortName: 0.03,
  middleNameUsed: 0.02,
  forenameTypo: 0.03,
  surnameTypo: 0.03,
  halfOfDoubleSurname: 0.2,
  namesSwapped: 0.004,
  dayAndMonthSwapped: 0.007,
  dayWrong: 0.006,
  monthWrong: 0.004,
  yearWrong: 0.003,
  firstOfJanuary: 0.0025,
  birthMissing: 0.005,
  sexWrong: 0.003,
  sexMissing: 0.01,
  marksLost: 0.5,
} as const;

/** The child as a list has it, each mistake as often as `mistakeShares` times `carelessness` says. */
export function asWritten(
  child: InventedChild,
  surname: string,
  carelessness: number,
  chance: Chance,
): WrittenChild {
  const slips = (share: number) => chance.happens(share * carelessness);
  const marksLost = chance.happens(mistakeShares.marksLost);
  const plain = (name: string) => (marksLost ? withoutMarks(name) : name);
  const written = {
    forename: plain(child.forename),
    middleNames: plain(child.middleNames),
    surname: plain(surname),
    born: birthAsWritten(child, slips, chance),
    sex: slips(mistakeShares.sexMissing)
      ? ""
      : slips(mistakeShares.sexWrong)
        ? child.sex === "F"
          ? "M"
          : "F"
        : child.sex,
  };
  if (slips(mistakeShares.shortName)) written.forename = shortNameOf(written.forename);
  if (written.middleNames && slips(mistakeShares.middleNameUsed)) {
    [written.forename, written.middleNames] = [written.middleNames, ""];
  }
  if (slips(mistakeShares.forenameTypo)) written.forename = withTypo(written.forename, chance);
  if (slips(mistakeShares.surnameTypo)) written.surname = withTypo(written.surname, chance);
  if (written.surname.includes("-") && slips(mistakeShares.halfOfDoubleSurname)) {
    written.surname = written.surname.split("-")[chance.below(2)] ?? written.surname;
  }
  if (slips(mistakeShares.namesSwapped)) {
    [written.forename, written.surname] = [written.surname, written.forename];
  }
  return written;
}

function birthAsWritten(child: InventedChild, slips: (share: number) => boolean, chance: Chance): string {
  const right = dayText(child.born);
  if (slips(mistakeShares.birthMissing)) return "";
  if (slips(mistakeShares.dayAndMonthSwapped)) {
    const [year, month, day] = right.split("-");
    return Number(day) <= 12 ? `${year}-${day}-${month}` : right;
  }
  if (slips(mistakeShares.dayWrong)) return dayText(child.born + chance.pick([-10, -1, 1, 10]));
  if (slips(mistakeShares.monthWrong))
    return dayOf(child.born)
      .add({ months: chance.pick([-1, 1]) })
      .toString();
  if (slips(mistakeShares.yearWrong))
    return dayOf(child.born)
      .add({ years: chance.pick([-1, 1]) })
      .toString();
  if (slips(mistakeShares.firstOfJanuary)) return dayText(dayNumberAt(dayOf(child.born).year, 1, 1));
  return right;
}

/** A slip of the fingers: two letters change places, one is doubled, lost, or its neighbour on the keyboard. */
export function withTypo(name: string, chance: Chance): string {
  if (name.length < 3) return name;
  const at = chance.between(1, name.length - 2);
  const before = name.slice(0, at);
  const letter = name.charAt(at);
  const next = name.charAt(at + 1);
  const after = name.slice(at + 2);
  switch (chance.below(4)) {
    case 0:
      return before + next + letter + after;
    case 1:
      return before + letter + letter + next + after;
    case 2:
      return before + next + after;
    default:
      return before + beside(letter) + next + after;
  }
}

const keyboard = "qwertyuiopasdfghjklzxcvbnm";
const confused: Record<string, string> = {
  i: "y",
  y: "i",
  a: "e",
  e: "a",
  o: "u",
  u: "o",
  c: "k",
  k: "c",
  f: "v",
  z: "s",
};

function beside(letter: string): string {
  const lower = letter.toLowerCase();
  return confused[lower] ?? keyboard.charAt(keyboard.indexOf(lower) + 1) ?? "e";
}

/** The name as an older system keeps it: plain letters, its capitals, hyphens and apostrophes as they were. */
export function withoutMarks(name: string): string {
  // Most names have none to lose.
  if (/^[\x20-\x7e]*$/.test(name)) return name;
  return name.replace(/[^\x20-\x7e]/gu, (letter) => {
    const folded = foldName(letter);
    return letter === letter.toLowerCase() ? folded : folded.charAt(0).toUpperCase() + folded.slice(1);
  });
}
