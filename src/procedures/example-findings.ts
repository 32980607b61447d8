import { CalendarTooShort, NoTermDates } from "../calendar/index.ts";
import { isAtRisk } from "./at-risk.ts";
import type { Finding } from "./mistakes.ts";
import type { Example, Procedure, Rule } from "./procedure.ts";
import { standingUnder } from "./standing.ts";
import { type Allowance, allowanceInWords } from "./units.ts";
import { withWhatBegins } from "./what-begins.ts";
import { exampleSchool, workedOut } from "./worked-examples.ts";

/** A rule, and where it stands among the obligations of its file. */
export type PlacedRule = { rule: Rule; place: number };

/**
 * What the worked examples of a file show: those that cannot be counted with the days that are known, and those that
 * come out otherwise than they are written.
 */
export function exampleFindings(
  procedure: Procedure,
  rules: readonly PlacedRule[],
): { uncounted: Finding[]; wrong: Finding[] } {
  const worked = rules.map(({ rule, place }) => ({ rule, place, tries: triesOf(procedure, rule) }));
  const broken = new Set(worked.filter(({ tries }) => tries.some(isUncounted)).map(({ rule }) => rule));
  // What begins with the lateness of a time that cannot be counted cannot be counted either, and is not to blame.
  const toBlame = worked.filter(
    ({ rule }) => !withWhatBegins(rule, procedure.rules).some((each) => each !== rule && broken.has(each)),
  );
  return {
    uncounted: toBlame.flatMap((each) => uncountedOf(procedure, each)),
    wrong: [...wrongStandings(procedure), ...wrongRisks(procedure), ...toBlame.flatMap(wrongOf)],
  };
}

type Answer = ReturnType<typeof workedOut>;
type Try = { example: Example; answer: Answer } | Uncounted;
type Uncounted = { example: Example; fault: CalendarTooShort | NoTermDates };
type Worked = PlacedRule & { tries: readonly Try[] };

function triesOf(procedure: Procedure, rule: Rule): Try[] {
  return rule.examples.map((example) => {
    try {
      return { example, answer: workedOut(procedure, rule, example) };
    } catch (fault) {
      if (fault instanceof CalendarTooShort || fault instanceof NoTermDates) return { example, fault };
      throw fault;
    }
  });
}

function isUncounted(one: Try): one is Uncounted {
  return "fault" in one;
}

/** Where most examples cannot be counted, it is the time that is wrong; else each of those examples. */
function uncountedOf(procedure: Procedure, { rule, place, tries }: Worked): Finding[] {
  const uncounted = tries.filter(isUncounted);
  const [first] = uncounted;
  if (first === undefined) return [];
  const [field, time] = timeToBlame(procedure, rule);
  if (uncounted.length * 2 > tries.length)
    return [{ path: ["obligations", place, field], mend: mendOfUncounted(time, first) }];
  return uncounted.map((one) => ({
    path: ["obligations", place, "examples", tries.indexOf(one)],
    mend: mendOfUncounted(time, one),
  }));
}

/** The time that must be over first, where the examples could be counted without it. */
function timeToBlame(procedure: Procedure, rule: Rule): [field: string, time: Allowance] {
  const [bar] = rule.notBefore;
  return bar === undefined || triesOf(procedure, { ...rule, notBefore: [] }).some(isUncounted)
    ? ["within", rule.within]
    : ["not-before", bar.lasts];
}

function mendOfUncounted(allowance: Allowance, { example, fault }: Uncounted): string {
  const cannot = `The worked example "${example.says}" cannot be counted`;
  const time = allowanceInWords(allowance);
  if (fault instanceof NoTermDates)
    return `${cannot}: the file has no terms for ${time}. Add them as "example-terms".`;
  const [days, mend] = fault.calendar.startsWith(exampleSchool)
    ? ['"example-terms", which are known', "or add the missing terms there"]
    : ["the days whose bank holidays are known,", "or other days in the example"];
  return `${cannot}: the end of ${time} falls outside ${days} ${fault.known}. Write a shorter time, ${mend}.`;
}

function wrongOf({ place, tries }: Worked): Finding[] {
  return tries.flatMap((one, at) => {
    if (isUncounted(one)) return [];
    const { example, answer } = one;
    if (answer?.state === example.state && answer.due === example.due) return [];
    const comes = answer ? `${answer.state}, due ${answer.due}` : "nothing owed";
    return {
      path: ["obligations", place, "examples", at],
      mend: `"${example.says}" should be ${example.state}, due ${example.due}, and comes out as ${comes}. Mend the obligation, or the example.`,
    };
  });
}

function wrongStandings({ definition }: Procedure): Finding[] {
  if (definition === undefined) return [];
  return definition.examples.flatMap(({ says, asked, standing }, at) => {
    const found = standingUnder(definition, asked).standing;
    if (found === standing) return [];
    const mend = `"${says}" should be ${standing}, and comes out as ${found}. Mend the definition, or the example.`;
    return { path: ["definition", "examples", at], mend };
  });
}

function wrongRisks({ atRisk }: Procedure): Finding[] {
  return (atRisk?.examples ?? []).flatMap(({ says, days, atRisk: expected }, at) => {
    if (!atRisk || isAtRisk(atRisk, days) === expected) return [];
    const [should, comes] = expected ? ["at risk", "not at risk"] : ["not at risk", "at risk"];
    const mend = `"${says}" should be ${should}, and comes out as ${comes}. Mend the number of days, or the example.`;
    return { path: ["at-risk", "examples", at], mend };
  });
}
