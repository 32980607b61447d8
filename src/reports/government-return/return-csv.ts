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
/** The publication's marks: what is not available, what does not apply, and what rounds to 0 and is not 0. */
const notAvailable = "x";
const notApplicable = "z";
const low = "low";

/** The return in the shape of the department's published data, with exact numbers, and its marks where there is no number. */
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
      const total = topic === "Previous school year" ? 0 : (totals.get(collection) ?? 0);
      return csvLine([
        ...[period, term, ...place, authority.name, collections[collection], topic, breakdown],
        // Of how many children in the area is not known here; the publication gives that rate of totals alone.
        ...[count, percentOf(count, total), topic === "Total" ? notAvailable : notApplicable],
      ]);
    }),
  ].join("");
}

function percentOf(count: number, total: number): number | string {
  if (total === 0) return notApplicable;
  const percent = Math.round((100 * count) / total);
  return percent === 0 && count > 0 ? low : percent;
}

/** The SHA-256 of a file, in hex. */
export function sha256Of(file: string): string {
  return createHash("sha256").update(file).digest("hex");
}
