import { lists } from "../children/index.ts";
import { dayInWords } from "../web/design/words.ts";
import type { Evidence } from "./comparison.ts";

/** A day of a finding's evidence as people write it. */
export function dayTold(day: string | undefined): string {
  return day === undefined ? "a day that is not known" : dayInWords(Temporal.PlainDate.from(day));
}

/** One line from its parts, those left out that are not so: "Left Ashfield on 3 July 2026; no application". */
export function inParts(...parts: (string | false | undefined)[]): string {
  const said = parts.filter((part) => part !== false && part !== undefined && part !== "").join("; ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** Where and when the child left, if a roll says so. */
export function leftInWords({ leftSchool, leftOn }: Evidence): string | undefined {
  return leftOn && `left ${leftSchool ?? "a school"} on ${dayTold(leftOn)}`;
}

/** What other lists add about any child who is on no roll. */
export function besides({
  healthLast,
  noticeOn,
  noticeFrom,
  policeOn,
  namesakeAt,
  alikeAt,
  alikeOn,
  heldAt,
  beforeCompulsory,
}: Evidence): string[] {
  return [
    noticeOn && `${noticeFrom ?? "another authority"} wrote on ${dayTold(noticeOn)}`,
    healthLast ? `on the health list of ${dayTold(healthLast)}` : "not on the health list",
    policeOn && `reported missing to the police on ${dayTold(policeOn)}`,
    beforeCompulsory && "not of compulsory school age yet",
    namesakeAt && `the same name and birthday are on the roll of ${namesakeAt}: probably this child`,
    alikeAt && `somebody much alike is on the roll of ${alikeAt}: probably this child`,
    alikeOn && `somebody much alike is on the ${lists[alikeOn].one}: probably this child`,
    heldAt && `a row of ${heldAt} with much the same particulars waits to be corrected`,
  ].filter((part) => typeof part === "string");
}
