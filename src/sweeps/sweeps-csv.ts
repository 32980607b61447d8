import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { actions, likelihoods, statuses } from "./sweep.ts";
import { meetingsOf, type Share, type Sweep } from "./sweeps.store.ts";

const columns = [
  ...[
    "Forename",
    "Surname",
    "Date of birth",
    "Age, about",
    "Sex",
    "Postcode",
    "School, as said",
    "Reason, as said",
  ],
  ...["Lists", "Found", "Status", "Action", "Note", "Referral"],
];

/** The children whom a sweep met as the lines of a CSV file; who took it is recorded. [E06] */
export async function* sweepLines(context: Context, { id, authorityId }: Sweep): AsyncGenerator<string> {
  const met = await meetingsOf(context.database, id);
  await context.audit({
    ...{ act: "took sweep as a file", subject: "sweep", subjectId: id, authorityId },
    details: { rows: met.length },
  });
  yield csvHead(columns);
  yield met
    .map((each) =>
      csvLine([
        ...[each.forename, each.surname, each.dateOfBirth?.toString(), each.age, each.sex, each.postcode],
        ...[each.schoolSaid, each.reasonSaid, likelihoods[each.likelihood], each.foundAt],
        ...[
          each.status && statuses[each.status],
          each.action && actions[each.action],
          each.note,
          each.referral,
        ],
      ]),
    )
    .join("");
}

/** A list that was shared, as it left, as the lines of a CSV file; who took it is recorded. [E06] [G01] */
export async function* sharedLines(
  context: Context,
  { id, authorityId, children, audience }: Share,
): AsyncGenerator<string> {
  await context.audit({
    ...{ act: "took shared sweep as a file", subject: "sweep", subjectId: id, authorityId },
    details: { rows: children.length },
  });
  const withAction = audience === "youth-offending";
  yield csvHead(["Forename", "Surname", "Date of birth", "Status", ...(withAction ? ["Action"] : [])]);
  yield children
    .map(({ forename, surname, dateOfBirth, status, action }) =>
      csvLine([forename, surname, dateOfBirth, status, ...(withAction ? [action] : [])]),
    )
    .join("");
}
