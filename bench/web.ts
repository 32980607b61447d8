import { parseArgs } from "node:util";
import { countyOptions, loadedCounty } from "./web-county.ts";
import { measurePages } from "./web-rounds.ts";
import { visitsOf } from "./web-visits.ts";

/** The pages of every day under load, beside the floor. */
const { values } = parseArgs({
  options: {
    ...countyOptions,
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
  },
});
const opened = await loadedCounty(values);
try {
  const [rounds, seconds] = [values.rounds, values.seconds].map(Number) as [number, number];
  await measurePages(opened, visitsOf, { rounds, seconds, people: 16, perSecond: 100 });
} finally {
  await opened.close();
}
