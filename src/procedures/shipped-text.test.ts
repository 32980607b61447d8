import { expect, test } from "vitest";
import { shipped } from "../../test/support/shipped.ts";
import { readProcedure } from "./read-procedure.ts";
import { shippedText } from "./shipped-text.store.ts";

test("the text of each shipped procedure is found by its name and version", () => {
  for (const procedure of shipped) expect(readProcedure(shippedText(procedure) ?? "")).toEqual({ procedure });
  expect(shippedText({ procedure: "norfolk", version: "no such version" })).toBeUndefined();
});
