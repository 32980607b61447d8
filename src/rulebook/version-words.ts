import { isOwn, type Procedure, versionInForce } from "../procedures/index.ts";

/** Where the page of a version is. */
export function addressOf({ procedure, version }: Pick<Procedure, "procedure" | "version">): string {
  return `/procedures/${procedure}/${encodeURIComponent(version)}`;
}

/** Whether a version is in force on a day, will be or was. */
export function forceInWords(
  procedure: Procedure,
  all: readonly Procedure[],
  today: Temporal.PlainDate,
): string {
  if (Temporal.PlainDate.compare(procedure.inForceFrom, today) > 0) return "Not yet in force";
  return versionInForce(all, procedure.procedure, today) === procedure ? "In force" : "Replaced";
}

/** Who proved that no open case is forgotten. No version is followed before it is proved. [C24] */
export function proofInWords(procedure: Procedure): string {
  return isOwn(procedure) ? "Yes, before it was put in force" : "Yes, with this release of Keepsight";
}
