import { expect, test } from "vitest";
import { shipped } from "../../test/support/shipped.ts";
import { lacksBoundary } from "./edit-examples.ts";

test("every shipped obligation has a boundary example that lies at its due moment", () => {
  const without = shipped.flatMap((procedure) =>
    procedure.rules
      .filter((rule) => lacksBoundary(procedure, rule))
      .map(({ id }) => `${procedure.procedure}: ${id}`),
  );
  expect(without).toEqual([]);
});
