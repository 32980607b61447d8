import { expect, test } from "vitest";
import { shipped } from "../../test/support/shipped.ts";
import { explainProcedure } from "./explain-procedure.ts";

test("a duty is explained with clause, owner, time, beginning and end in words [C20] [C22]", () => {
  const rows = shipped.filter(({ procedure }) => procedure === "norfolk").flatMap(explainProcedure);
  expect(rows.find(({ id }) => id === "visit-urgently")).toMatchObject({
    clause: "N3.1.4",
    role: "area attendance officer",
    verb: "Visit the family",
    after: "the visit request (urgent)",
    while: "no education is proved and the address is in the area",
    within: "3 working days",
    until: "the visit",
    late: "Tell the area manager",
  });
  expect(rows.find(({ id }) => id === "visit-every-six-weeks")).toMatchObject({
    after: "the visit (child seen)",
    while:
      "the case is open and no education is proved and the address is in the area and no offer of a place stands",
    within: "6 weeks",
  });
});
