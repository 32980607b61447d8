import { expect, test } from "vitest";
import { bankHolidaysOfEngland, type Calendars } from "../calendar/index.ts";
import { momentNamed } from "./fact-pattern-file.ts";
import { loadProcedures, obligationsOf } from "./index.ts";

const procedures = loadProcedures();
const [school, authority] = [1, 1];

const examples = procedures.flatMap((procedure) =>
  procedure.rules.flatMap((rule) =>
    rule.examples.map((example) => ({
      procedure,
      rule,
      example,
      called: `${procedure.procedure}, ${rule.id}, ${rule.clause}: ${example.says}`,
    })),
  ),
);

test.each(examples)(
  "$called [C08] [C20] [C21] [C22] [C23] [C24] [C25] [C26] [C28]",
  ({ procedure, rule, example }) => {
    const calendars: Calendars = {
      bankHolidays: bankHolidaysOfEngland,
      schools: new Map([[school, { called: "the invented school", spans: procedure.exampleTerms }]]),
      authorities: new Map(),
    };
    const asked = {
      procedures: [procedure],
      facts: example.given,
      calendars,
      place: { schoolId: school, authorityId: authority },
    };
    const latest = obligationsOf({ ...asked, now: example.now }).findLast((each) => each.id === rule.id);
    expect(latest).toMatchObject({ state: example.state });
    if (rule.within.unit === "hours") expect(latest?.dueAt).toEqual(momentNamed(example.due ?? ""));
    else expect(latest?.dueOn.toString()).toBe(example.due);
  },
);
