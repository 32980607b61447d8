import { expect, test } from "vitest";
import { shipped } from "../../test/support/shipped.ts";
import { proceduresOf } from "./procedures-of.ts";

const norfolk = shipped.find(({ procedure }) => procedure === "norfolk");
if (!norfolk) throw new Error("Norfolk's procedure is not shipped.");
const noon = Temporal.Instant.from("2026-03-03T12:00:00Z");
const own = (authorityId: number, version: string) => ({
  ...norfolk,
  ...{ version, authorityId, followedFrom: noon },
});
const procedures = [...shipped, own(1, "ours"), own(2, "theirs")];
const versionsOf = (authorityId: number, openedAt?: Temporal.Instant) =>
  proceduresOf(procedures, { authorityId, procedure: "norfolk", openedAt })
    .filter(({ procedure }) => procedure === "norfolk")
    .map(({ version }) => version)
    .slice(1);

test("an authority works by the shipped versions and its own, and never by another authority's", () => {
  expect(versionsOf(1)).toEqual(["ours"]);
  expect(versionsOf(2)).toEqual(["theirs"]);
  expect(versionsOf(3)).toEqual([]);
});

test("a case opened before a version was put in force goes on as it began, also on the same day", () => {
  expect(versionsOf(1, noon.subtract({ seconds: 1 }))).toEqual([]);
  expect(versionsOf(1, noon)).toEqual(["ours"]);
});
