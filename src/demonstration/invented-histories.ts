import type { History, PastFact } from "../cases/index.ts";

/** A child of the invented county who can be missing education, with whom the people of their authority are. */
export type MissingPupil = {
  childId: number;
  authorityId: number;
  areaId: number | null;
  schoolId: number | null;
  schoolName: string;
  /** Who reported, who holds the case, who visits. */
  school: number;
  officer: number;
  visitor: number;
  /** The next number of an enquiry that will be kept. */
  enquiryId: () => number;
};

/** Draws a number from 0 up to but not including 1. */
export type Chance = () => number;

const day = (now: Temporal.Instant, daysAgo: number, hour: number): Temporal.Instant =>
  now
    .toZonedDateTimeISO("Europe/London")
    .subtract({ days: daysAgo })
    .with({ hour, minute: 7, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
    .toInstant();

/**
 * What could have happened to a missing pupil so far: a history that began up to a year ago and stopped at some point of
 * the procedure, as real cases do. Some are closed. The same chance gives the same history.
 */
export function inventedHistory(pupil: MissingPupil, now: Temporal.Instant, chance: Chance): History {
  // Half of the cases are younger than twelve weeks (the department's figures for England).
  const age = Math.floor(chance() < 0.5 ? 2 + chance() * 82 : 84 + chance() * 300);
  const plan = planOf(pupil, now, age, chance);
  const facts: PastFact[] = [];
  for (const { after, ...fact } of plan) {
    if (after > age) break;
    const happenedAt = day(now, age - after, 9 + Math.floor(chance() * 7));
    if (Temporal.Instant.compare(happenedAt, now) > 0) break;
    facts.push({ ...fact, happenedAt } as PastFact);
  }
  facts.sort((a, b) => Temporal.Instant.compare(a.happenedAt, b.happenedAt));
  return {
    childId: pupil.childId,
    authorityId: pupil.authorityId,
    areaId: pupil.areaId,
    schoolId: pupil.schoolId,
    ownerId: pupil.officer,
    facts,
  };
}

type Planned = Pick<PastFact, "kind" | "details" | "madeBy"> & { after: number };

/** The facts of a case with the days after the referral on which they happen; a slow team does them later. */
function planOf(pupil: MissingPupil, now: Temporal.Instant, age: number, chance: Chance): Planned[] {
  const { school, officer, visitor, areaId } = pupil;
  const today = now.toZonedDateTimeISO("Europe/London").toPlainDate();
  const slow = chance() < 0.12 ? 3 : 1;
  const urgent = chance() < 0.1;
  const within = (days: number) => Math.ceil(chance() * days * slow);
  const missingSince = (offset: number) => today.subtract({ days: age + offset }).toString();
  const noAddress = chance() < 0.08;
  const opened = within(2) - 1;
  const checked = opened + within(2);
  const requested = checked + within(2);
  const visited = requested + (urgent ? within(2) : within(8));
  const plan: Planned[] = [
    {
      after: 0,
      kind: "referral-received",
      details: { form: "cme1", urgent, concern: urgent },
      madeBy: school,
    },
    {
      after: opened,
      kind: "case-opened",
      details: {
        reason: reasonBy(chance),
        missingSince: chance() < 0.06 ? null : missingSince(within(14)),
        address: noAddress ? "unknown" : "inside",
      },
      madeBy: officer,
    },
    { after: checked, kind: "database-checked", details: { found: "nothing" }, madeBy: officer },
  ];
  if (noAddress) return [...plan, ...enquiries(checked, pupil, chance)];
  const found =
    (["child-seen", "family-moved", "no-answer", "not-known-there"] as const)[Math.floor(chance() * 4)] ??
    "no-answer";
  plan.push(
    { after: requested, kind: "visit-requested", details: { urgent, areaId }, madeBy: officer },
    {
      after: requested + (urgent ? 0 : 1),
      kind: "letter-sent",
      details: { about: "visit" },
      madeBy: visitor,
    },
    {
      after: visited,
      kind: "visit-risk-assessed",
      details: { risk: chance() < 0.8 ? "low" : "medium" },
      madeBy: visitor,
    },
    {
      after: visited,
      kind: "visit-made",
      details: {
        found,
        newAddress: found === "family-moved" && chance() < 0.6 ? "outside" : "unknown",
        cardLeft: found === "no-answer",
        note: null,
      },
      madeBy: visitor,
    },
  );
  if (found !== "child-seen") plan.push(...enquiries(visited, pupil, chance));
  return chance() < 0.35
    ? [...plan, ...closing(visited + within(40), pupil, today.subtract({ days: Math.max(1, age - visited) }))]
    : plan;
}

function enquiries(after: number, { officer, enquiryId }: MissingPupil, chance: Chance): Planned[] {
  const asked = (["police", "housing", "health"] as const).map(
    (to, nth): Planned => ({
      after: after + 1 + nth,
      kind: "enquiry-sent",
      details: { to, enquiryId: enquiryId() },
      madeBy: officer,
    }),
  );
  return chance() < 0.5
    ? [...asked, { after: after + 18, kind: "message-posted", details: {}, madeBy: officer }]
    : asked;
}

function closing(
  after: number,
  { officer, schoolName }: MissingPupil,
  started: Temporal.PlainDate,
): Planned[] {
  return [
    {
      after,
      kind: "roll-confirmed",
      details: { schoolName, startedOn: started.toString(), confirmedBy: "The school's office, by phone" },
      madeBy: officer,
    },
    { after: after + 1, kind: "case-closed", details: { outcome: "on-roll" }, madeBy: officer },
    { after: after + 1, kind: "referrer-told", details: {}, madeBy: officer },
  ];
}

const commonReasons = [
  "left-destination-unknown",
  "left-destination-unknown",
  "failed-transition",
  "mid-year-move",
  "moved-within-country",
  "moved-abroad",
  "new-to-area",
  "withdrawn",
];

function reasonBy(chance: Chance): string {
  return commonReasons[Math.floor(chance() * commonReasons.length)] ?? "left-destination-unknown";
}
