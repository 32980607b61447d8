import { createHash } from "node:crypto";
import { schoolYearOf } from "../../children/index.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { collections, type ReturnLine } from "./census-return.ts";

const columns = [
  ...[
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
  ],
  ...["old_la_code", "new_la_code", "la_name", "collection", "breakdown_topic", "breakdown"],
  ...["child_count", "child_percent", "rate_per_100"],
];
/** The publication's mark for what is not available. */
const notAvailable = "x";

/** The return in the shape of the department's published data, with exact numbers: what is not kept here is marked x. */
export function returnFile(
  lines: readonly ReturnLine[],
  { censusOn, authority }: { censusOn: Temporal.PlainDate; authority: { code: string; name: string } },
): string {
  const year = schoolYearOf(censusOn);
  const term = { 10: "Autumn term", 1: "Spring term", 5: "Summer term" }[censusOn.month] ?? "";
  const totals = new Map(
    lines.filter(({ topic }) => topic === "Total").map(({ collection, count }) => [collection, count]),
  );
  const period = `${year}${String(year + 1).slice(2)}`;
  const place = [
    "Local authority",
    "E92000001",
    "England",
    notAvailable,
    notAvailable,
    authority.code,
    notAvailable,
  ];
  return [
    csvHead(columns),
    ...lines.map(({ collection, topic, breakdown, count }) => {
      const total = totals.get(collection) ?? 0;
      const isPart = topic !== "Previous school year" && total > 0;
      return csvLine([
        ...[period, term, ...place, authority.name, collections[collection], topic, breakdown],
        ...[count, isPart ? Math.round((100 * count) / total) : notAvailable, notAvailable],
      ]);
    }),
  ].join("");
}

/** The SHA-256 of a file, in hex. */
export function sha256Of(file: string): string {
  return createHash("sha256").update(file).digest("hex");
}
