import { zone } from "../../calendar/index.ts";
import type { NewFact } from "../../cases/index.ts";
import type { Answers } from "../form-definition.ts";

/** What happened to a missing young person, and when. */
export type MissingMoment = { kind: "reported" | "returned"; at: Temporal.Instant };

/** If a form is one of the police's own about a missing young person. */
export function isOfPolice(form: string): boolean {
  return form === "police-missing" || form === "police-return";
}

/** The hour that a form of the police tells of; nothing happened later than it was told. */
export function momentTold(form: string, answers: Answers, now: Temporal.Instant): MissingMoment {
  const kind = form === "police-missing" ? "reported" : "returned";
  const [day, time] =
    kind === "reported"
      ? [answers["missingOn"], answers["missingAt"]]
      : [answers["returnedOn"], answers["returnedAt"]];
  const at = momentOf(day, time);
  return { kind, at: Temporal.Instant.compare(at, now) < 0 ? at : now };
}

/** A time as it was typed: 21:40, 9.40pm, 2140 hours; undefined for what no clock shows. */
export function readTime(typed: unknown): Temporal.PlainTime | undefined {
  const [, hours, minutes = "0", half] =
    /^(\d{1,2})[:.]?(?:(\d{2}))?\s*(am|pm|hrs|hours)?$/i.exec(String(typed ?? "").trim()) ?? [];
  const isHalf = /^[ap]m$/i.test(half ?? "");
  // A number alone is no time: nobody can say which.
  if (hours === undefined || (!isHalf && !/\d[:.]?\d{2}/.test(String(typed)))) return undefined;
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (minute > 59 || hour > 23 || (isHalf && (hour < 1 || hour > 12))) return undefined;
  const shift = isHalf ? (hour === 12 ? -12 : 0) + (half?.toLowerCase() === "pm" ? 12 : 0) : 0;
  return Temporal.PlainTime.from({ hour: hour + shift, minute });
}

/** The moment of a day and a time that a form tells, by the clock here. */
export function momentOf(day: unknown, time: unknown): Temporal.Instant {
  const plainTime = readTime(time) ?? Temporal.PlainTime.from("00:00");
  return Temporal.PlainDate.from(String(day)).toZonedDateTime({ timeZone: zone, plainTime }).toInstant();
}

/** What it makes known in a case. */
export function factOfMoment({ kind, at }: MissingMoment): NewFact {
  return kind === "reported"
    ? { kind: "reported-missing", details: {}, happenedAt: at }
    : { kind: "missing-child-returned", details: {}, happenedAt: at };
}

/** The row of the police list that a form makes, in the words of the list's own columns; `known` is what stands there already. */
export function rowTold(
  form: string,
  child: {
    forename: string;
    surname: string;
    dateOfBirth: string | null;
    sex: string | null;
    postcode: string | null;
  },
  answers: Answers,
  known: KnownRow | undefined,
): Record<string, string> {
  const isBack = form === "police-return";
  return {
    PoliceReference: String(answers["policeReference"]),
    Surname: known?.surname ?? child.surname,
    Forename: known?.forename ?? child.forename,
    DOB: known?.born ?? child.dateOfBirth ?? "",
    Sex: known?.sex ?? child.sex ?? "",
    Postcode: child.postcode ?? known?.postcode ?? "",
    ReportedOn: isBack
      ? (known?.reportedOn ?? String(answers["missingOn"] ?? ""))
      : String(answers["missingOn"]),
    ReturnedOn: isBack ? String(answers["returnedOn"]) : (known?.returnedOn ?? ""),
    Risk: isBack ? (known?.risk ?? "") : String(answers["risk"]),
  };
}

/** A row of the police list as it stands. Days are ISO days. */
export type KnownRow = {
  forename: string;
  surname: string;
  born: string | null;
  sex: string | null;
  postcode: string | null;
  reportedOn: string | null;
  returnedOn: string | null;
  risk: string | null;
};

/** If a reference stands for somebody else than the form describes: then nothing is changed by it. */
export function isSomebodyElse(known: KnownRow, { dateOfBirth }: { dateOfBirth: string | null }): boolean {
  return known.born !== null && dateOfBirth !== null && known.born !== dateOfBirth;
}
