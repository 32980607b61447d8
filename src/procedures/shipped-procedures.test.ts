import { describe, expect, test } from "vitest";
import { bankHolidaysOfEngland, type Calendars } from "../calendar/index.ts";
import { momentNamed } from "./fact-pattern-file.ts";
import { loadProcedures, obligationsOf, type Procedure } from "./index.ts";

const procedures = loadProcedures();
const place = { schoolId: 1, authorityId: 1 };

describe("Norfolk's worked examples come out as written [C18] [C20] [C21] [C22] [C23] [C24]", () => {
  workedExamples("norfolk");
});

describe("Oxfordshire's worked examples come out as written [C06] [C07] [C08] [C24] [C25] [C26] [C28]", () => {
  workedExamples("oxfordshire");
});

function workedExamples(name: string) {
  const examples = procedures
    .filter((each) => each.procedure === name)
    .flatMap((procedure) =>
      procedure.rules.flatMap((rule) => rule.examples.map((example) => ({ procedure, rule, example }))),
    );
  test.each(
    examples.map((each) => ({
      ...each,
      called: `${each.rule.id} (${each.rule.clause}): ${each.example.says}`,
    })),
  )("$called", ({ procedure, rule, example }) => {
    const found = obligationsOf({
      procedures: [procedure],
      facts: example.given,
      calendars: calendarsOf(procedure),
      place,
      now: example.now,
    }).findLast((each) => each.id === rule.id);
    expect(found).toMatchObject({ state: example.state });
    if (rule.within.unit === "hours") expect(found?.dueAt).toEqual(momentNamed(example.due));
    else expect(String(found?.dueOn)).toBe(example.due);
  });
}

function calendarsOf(procedure: Procedure): Calendars {
  const terms = { called: "the invented school", spans: procedure.exampleTerms };
  return {
    bankHolidays: bankHolidaysOfEngland,
    schools: new Map([[place.schoolId, terms]]),
    authorities: new Map(),
  };
}
