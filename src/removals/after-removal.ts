import { dayOf, momentWithin } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { asTheProgram, tellOpenCases } from "../enquiries/index.ts";
import { enterChild } from "../home-education/index.ts";
import { makeAndLodge } from "../lost-pupils/index.ts";
import type { Answers } from "../referrals/index.ts";
import { dayInWords } from "../web/design/words.ts";
import { dayAnswered } from "./conditions/part.ts";
import type { Destination, TransferFile } from "./removal.ts";
import type { Removal } from "./removals.store.ts";

/** If the ground is home education: F of the 2024 Regulations, (d) of those of 2006. */
export function isHomeEducation({ regulations, letter }: Pick<Removal, "regulations" | "letter">): boolean {
  return letter === (regulations === "2024" ? "F" : "d");
}

/**
 * Gives the parent's notice to the elective home education officer of the authority where the child lives, by itself: the child
 * stands on the register, where the offer of support is owed from then on. An open case is told that the officer has it. [F08]
 */
export async function tellHomeEducationOfficer(
  context: Context,
  { childId, schoolName, clause, metOn }: Removal,
  removedOn: Temporal.PlainDate,
  answers: Answers,
): Promise<void> {
  const told = `${schoolName} took the name off its roll on ${dayInWords(removedOn)} (${clause}).`;
  await asTheProgram(context, (program) =>
    enterChild(program, {
      ...{ childId, source: "school", noticeOn: dayAnswered(answers, "noticeOn") ?? metOn },
      words: [told, answers["evidence"]].filter(Boolean).join(" "),
    }),
  );
  const happenedAt = momentWithin(dayOf(context.now), context.now);
  await tellOpenCases(
    context,
    [childId],
    [{ kind: "agency-told", details: { agency: "ehe-officer" }, happenedAt }],
  );
}

/** To whom the transfer file goes where the next school is not known; none where there is one, or no more school. (N6.1, O3.11) */
const fileGoesTo: Readonly<Partial<Record<Destination, "MMMMMMM" | "XXXXXXX">>> = {
  ...{ "home-education": "MMMMMMM", abroad: "MMMMMMM", other: "MMMMMMM", unknown: "XXXXXXX" },
};

/**
 * Makes the transfer file that the school has not made, from what is on record, and puts it into the store. A record that
 * lacks what a file must have makes none. Answers what has become of the file since. [F04] [F08]
 */
export async function makeTransferFile(
  context: Context,
  { childId, destination, transferFile }: Removal,
): Promise<TransferFile> {
  const to = fileGoesTo[destination];
  if (!to || transferFile !== "none") return transferFile;
  const made = await makeAndLodge(context, childId, to);
  return "mend" in made ? "none" : to === "MMMMMMM" ? "mmmmmmm" : "xxxxxxx";
}
