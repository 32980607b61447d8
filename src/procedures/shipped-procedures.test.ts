import { describe, expect, test } from "vitest";
import { shipped as procedures } from "../../test/support/shipped.ts";
import { standingUnder } from "./standing.ts";
import { workedOut } from "./worked-examples.ts";

describe("Norfolk's worked examples come out as written [A06 partly] [A09 partly] [B07 partly] [B09 partly] [C11] [C12] [C13] [C14] [C15] [C18] [C19] [C20] [C21] [C22] [C23] [C24] [C27] [C29 partly] [C30 partly] [E04 partly] [E06 partly] [E07 partly] [E12 partly] [E13 partly] [F06 partly] [F08 partly] [G05 partly] [H04 partly]", () => {
  workedExamples("norfolk");
});

describe("the safeguarding board's worked examples come out as written [C16] [C17] [C18] [C32] [G07 partly]", () => {
  workedExamples("norfolk-safeguarding-board");
});

describe("the worked examples of each definition come out as written [A05 partly]", () => {
  const examples = procedures.flatMap(({ procedure, definition }) =>
    (definition?.examples ?? []).map((example) => ({
      ...{ definition, example },
      called: `${procedure} (${definition?.clause}): ${example.says}`,
    })),
  );
  test.each(examples)("$called", ({ definition, example }) => {
    expect(definition && standingUnder(definition, example.asked).standing).toBe(example.standing);
  });
});

describe("Oxfordshire's worked examples come out as written [B01 partly] [B02 partly] [B05 partly] [B06 partly] [B07 partly] [B08 partly] [C03] [C04] [C05] [C06] [C07] [C08] [C09] [C10] [C24] [C25] [C26] [C28 partly] [C29] [E09 partly] [F03 partly] [F08 partly] [G02 partly]", () => {
  workedExamples("oxfordshire");
});

describe("the school's worked examples come out as written [C01] [C02] [C31] [E11 partly]", () => {
  workedExamples("school");
});

describe("England's worked examples come out as written [B06 partly] [C02 partly] [C19 partly] [E08 partly] [E12 partly] [F02 partly] [F08 partly]", () => {
  workedExamples("england");
});

function workedExamples(name: string) {
  const examples = procedures
    .filter((each) => each.procedure === name)
    .flatMap((procedure) =>
      procedure.rules.flatMap((rule) =>
        rule.examples.map((example) => ({
          ...{ procedure, rule, example },
          called: `${rule.id} (${rule.clause}): ${example.says}`,
        })),
      ),
    );
  test.each(examples)("$called", ({ procedure, rule, example }) => {
    expect(workedOut(procedure, rule, example)).toEqual({ state: example.state, due: example.due });
  });
}
