import type { ChildRecord } from "../children/index.ts";
import { dayInWords } from "../web/design/words.ts";
import { destinationWords } from "./removal.ts";
import type { Removal } from "./removals.store.ts";

/** What a school returns to its authority by regulation 13 of the 2024 Regulations. */
export type ReturnKind = "deletion" | "new-pupil" | "ten-days-absent" | "fifteen-days-sick";

/** Each return: what it is called, and the rule of the national procedure that says by when it is due. */
export const returnKinds: Readonly<Record<ReturnKind, { called: string; rule: string }>> = {
  deletion: { called: "Deletion return", rule: "send-deletion-return" },
  "new-pupil": { called: "New pupil return", rule: "send-new-pupil-return" },
  "ten-days-absent": { called: "Ten days’ absence return", rule: "send-ten-day-return" },
  "fifteen-days-sick": { called: "Fifteen days’ sickness return", rule: "send-sickness-return" },
};

/** A return as it says it: in words, a line for each thing that is asked. */
export type ReturnContent = {
  name: string;
  rows: readonly { asked: string; answered: string }[];
};

/**
 * Everything that a return asks for, made from what is known; what is not known says so, for the school to mend on the
 * record. A hidden address never leaves: the return says that the school must be asked.
 */
export function contentOfReturn(
  kind: ReturnKind,
  child: ChildRecord,
  about: { on: Temporal.PlainDate; days: number | null; removal: Removal | undefined },
): ReturnContent {
  const { on, days, removal } = about;
  const rows: [string, string | null | undefined][] = [
    ["Full name", fullNameOf(child)],
    ["Date of birth", child.dateOfBirth && dayInWords(child.dateOfBirth)],
    ["Address", addressOf(child)],
  ];
  const isHidden = child.addresses.some(({ hidden }) => hidden);
  const parents: [string, string][] = child.carers.map((carer) => [
    [carer.name, carer.relationship].filter(Boolean).join(", "),
    [
      carer.livesWithChild === "yes"
        ? "Lives with the pupil"
        : ((isHidden ? null : carer.address) ?? "Address not on record"),
      carer.phones.join(", ") || "No telephone on record",
    ].join("; "),
  ]);
  const people: [string, string][] =
    parents.length > 0
      ? parents.map(([who, where]) => ["Parent or carer", `${who}. ${where}`])
      : [["Parents or carers", "Not on record"]];
  if (kind === "ten-days-absent")
    return content(child, [
      ...rows,
      ["Absent without permission since", dayInWords(on)],
      ["School days so far", String(days ?? "")],
      ["Cause", "Not established"],
    ]);
  if (kind === "fifteen-days-sick")
    return content(child, [
      ...rows,
      ["School days missed through sickness this school year", String(days ?? "")],
      ["First of them", dayInWords(on)],
      ["Cause", "Sickness (code I)"],
    ]);
  const identity: [string, string | null | undefined][] = [
    ["Sex", child.sex === "F" ? "Female" : child.sex === "M" ? "Male" : undefined],
    ["UPN", child.upn],
  ];
  if (kind === "new-pupil")
    return content(child, [
      ...rows,
      ...identity,
      ...people,
      ["Starting day", dayInWords(on)],
      ["Last school", lastSchoolOf(child)],
    ]);
  return content(child, [
    ...rows,
    ...identity,
    ...people,
    ["Day of the removal", dayInWords(on)],
    ["Ground", removal && `${removal.letter}: ${removal.clause}`],
    ["Reason", removal?.reason],
    ["Goes to", removal && goesTo(removal)],
  ]);
}

function content(
  child: ChildRecord,
  rows: readonly (readonly [string, string | null | undefined])[],
): ReturnContent {
  return {
    name: `${child.forename} ${child.surname}`,
    rows: rows.map(([asked, answered]) => ({ asked, answered: answered || "Not on record" })),
  };
}

function fullNameOf({ forename, surname, names }: ChildRecord): string {
  const middle = names.find(({ kind }) => kind === "legal")?.middleNames;
  return [forename, middle, surname].filter(Boolean).join(" ");
}

function addressOf({ addresses }: ChildRecord): string | undefined {
  const address = addresses.find(({ certainty }) => certainty !== "left");
  if (address?.hidden) return "Hidden for safety: ask the school by telephone";
  return address && [address.lines, address.postcode].filter(Boolean).join(", ");
}

function lastSchoolOf({ provisions, schoolName }: ChildRecord): string | null | undefined {
  return provisions.find((time) => time.schoolName && time.schoolName !== schoolName)?.schoolName;
}

function goesTo({ destination, newSchool, newLaestab }: Removal): string {
  const school = [newSchool, newLaestab].filter(Boolean).join(", ");
  return destination === "school" ? school : destinationWords[destination];
}
