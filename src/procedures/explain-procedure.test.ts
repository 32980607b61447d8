import { expect, test } from "vitest";
import { explainProcedure } from "./explain-procedure.ts";
import { loadProcedures } from "./procedures.store.ts";

test("a duty is explained with clause, owner, time, beginning and end in words [C20] [C22]", () => {
  const rows = loadProcedures()
    .filter(({ procedure }) => procedure === "norfolk")
    .flatMap(explainProcedure);
  expect(rows.find(({ id }) => id === "visit-urgently")).toMatchObject({
    clause: "N3.1.4",
    role: "area-attendance-officer",
    verb: "Visit the family",
    after: "the visit request (urgent)",
    while: "education is missing and address is inside",
    within: "3 working days",
    until: "the visit",
    late: "Tell area-manager",
  });
  expect(rows.find(({ id }) => id === "visit-every-six-weeks")).toMatchObject({
    after: "the visit (child-seen)",
    while: "case is open and education is missing and address is inside and place is none or not-taken-up",
    within: "6 weeks",
  });
});
