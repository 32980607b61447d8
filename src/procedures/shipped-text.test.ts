import { expect, test } from "vitest";
import { loadProcedures } from "./procedures.store.ts";
import { readProcedure } from "./read-procedure.ts";
import { shippedText } from "./shipped-text.store.ts";

test("the text of each shipped procedure is found by its name and version", () => {
  for (const procedure of loadProcedures())
    expect(readProcedure(shippedText(procedure) ?? "")).toEqual({ procedure });
  expect(shippedText({ procedure: "norfolk", version: "no such version" })).toBeUndefined();
});
