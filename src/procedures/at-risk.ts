import { dayInWords } from "../calendar/index.ts";
import type { AbsenceAsked, ChildAsked, RiskOfAbsence, Standing } from "./definition.ts";
import { type Procedure, versionInForce } from "./procedure.ts";

/** What the procedures in force on a day, the authority's own and those that run with it, call at risk by absence. [A05] */
export function risksInForce(procedures: readonly Procedure[], day: Temporal.PlainDate): RiskOfAbsence[] {
  const names = new Set(procedures.map(({ procedure }) => procedure));
  return [...names].flatMap((name) => versionInForce(procedures, name, day)?.atRisk ?? []);
}

/** If so many school days away without leave put a child at risk: the number that the document gives is reached. [A05] */
export function isAtRisk({ schoolDays }: Pick<RiskOfAbsence, "schoolDays">, days: number): boolean {
  return days >= schoolDays;
}

/**
 * Where a pupil on a roll stands who is away without leave for so long that a document calls it at risk; undefined where no
 * document does. The first risk of those given decides. [A05]
 */
export function atRiskByAbsence(
  { absence }: Pick<ChildAsked, "absence">,
  risks: readonly RiskOfAbsence[],
): Standing | undefined {
  const risk = absence && risks.find((each) => isAtRisk(each, absence.days));
  if (!risk) return undefined;
  const { says, clause } = risk;
  return { standing: "at-risk", reasons: [absenceInWords(absence), `${says} (${clause})`], clause };
}

function absenceInWords({ days, since, until, school }: AbsenceAsked): string {
  const marks = `by the marks of ${school}, known until ${dayInWords(until)}`;
  return `Absent without permission for ${days} school days in a row since ${dayInWords(since)}, ${marks}.`;
}
