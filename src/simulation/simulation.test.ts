import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { shipped } from "../../test/support/shipped.ts";
import { writeCounty } from "../county/index.ts";
import { type Procedure, readProcedure } from "../procedures/index.ts";
import { shippedProcedures } from "../procedures/procedures.store.ts";
import { type CountyPlaces, countyPlaces } from "./county-places.ts";
import { differencesOf } from "./difference.ts";
import { minutesInFile } from "./minutes-per-act.ts";
import type { Numbers } from "./numbers.ts";
import { ownMinutes } from "./own-minutes.ts";
import { type SimulationOrder, simulationOf } from "./simulation.ts";
import { staffingNamed } from "./staffing.ts";

const folder = join(mkdtempSync(join(tmpdir(), "simulated-")), "county");
const norfolkText = readFileSync(join(shippedProcedures, "norfolk.yaml"), "utf8");
const norfolk = readable(norfolkText);
const days = { from: Temporal.PlainDate.from("2025-12-01"), to: Temporal.PlainDate.from("2026-11-20") };
const read = minutesInFile(ownMinutes);
if ("mistakes" in read) throw new Error("The program's own minutes do not read.");
const minutes = read;
let places: CountyPlaces;

beforeAll(async () => {
  await writeCounty({ children: 1500, seed: "simulated", out: folder });
  places = await countyPlaces(folder);
});

function readable(text: string): Procedure {
  const found = readProcedure(text);
  if ("procedure" in found) return found.procedure;
  throw new Error(found.mistakes.map(({ line, mend }) => `${line}: ${mend}`).join("\n"));
}

async function yearBy(order: Partial<SimulationOrder> & { staff?: string }): Promise<Numbers[]> {
  const staffing = order.staff === undefined ? new Map() : staffingNamed(order.staff);
  if ("mend" in staffing) throw new Error(staffing.mend);
  const procedures = order.procedures ?? [norfolk];
  const files = procedures.map(() => "norfolk.yaml");
  const asked = { places, procedures, shipped, files, ...days, minutes, seed: "1", staffing, ...order };
  return (await simulationOf(asked)).numbers;
}

const missedIn = ({ roles }: Numbers) => roles.reduce((sum, { missed }) => sum + missed, 0);

test("the same county, procedure and seed give the same year", async () => {
  expect(JSON.stringify(await yearBy({ staff: "cme-officer=0.1" }))).toBe(
    JSON.stringify(await yearBy({ staff: "cme-officer=0.1" })),
  );
  expect(JSON.stringify(await yearBy({ seed: "2" }))).not.toBe(JSON.stringify(await yearBy({ seed: "1" })));
});

test("fewer people never miss fewer deadlines, and enough people miss none for want of people", {
  timeout: 60_000,
}, async () => {
  const missed: number[] = [];
  for (const people of ["0.1", "0.2", "0.4", "50"]) {
    const [numbers] = await yearBy({ staff: `cme-officer=${people},area-attendance-officer=${people}` });
    missed.push(numbers ? missedIn(numbers) : Number.NaN);
  }
  expect(missed).toEqual([...missed].sort((one, other) => other - one));
  expect(missed[0]).toBeGreaterThan(0);
  expect(missed.at(-1)).toBe(0);
  const [unlimited] = await yearBy({});
  expect(unlimited && missedIn(unlimited)).toBe(0);
});

test("visits within 5 working days rather than 10 come sooner, and the same people miss no fewer deadlines", async () => {
  const place = norfolkText.indexOf("within: 10 working days", norfolkText.indexOf("- id: visit\n"));
  const sooner = readable(
    `${norfolkText.slice(0, place)}${norfolkText.slice(place).replace("within: 10 working", "within: 5 working")}`,
  );
  const [ten, five] = await yearBy({ procedures: [norfolk, sooner], staff: "area-attendance-officer=0.2" });
  const visit = (numbers: Numbers | undefined) =>
    numbers?.obligations.find(
      ({ procedure, obligation }) => procedure === "norfolk" && obligation === "visit",
    );
  expect(visit(five)?.medianDaysUntilDone).toBeLessThan(visit(ten)?.medianDaysUntilDone ?? 0);
  expect(five && missedIn(five)).toBeGreaterThanOrEqual((ten && missedIn(ten)) ?? Number.NaN);
});

test("a procedure beside itself differs in nothing", async () => {
  const [first, second] = await yearBy({ procedures: [norfolk, norfolk], staff: "cme-officer=0.2" });
  if (!first || !second) throw new Error("Two years were asked for.");
  expect(second).toEqual(first);
  expect(differencesOf(first, second).filter((each) => each.first !== each.second)).toEqual([]);
});

test("the hours worked are the acts done times their minutes, and what is owed is worked or left waiting", async () => {
  const [numbers] = await yearBy({ staff: "cme-officer=0.2,area-attendance-officer=0.2" });
  const weeks = numbers?.roles.flatMap((role) => role.weeks) ?? [];
  const worked = weeks.reduce((sum, { done }) => sum + done, 0);
  const acts = numbers?.acts ?? [];
  expect(
    acts.reduce((sum, { times, act }) => sum + times * minutes.acts[act as "visit-family"], 0) / 60,
  ).toBeCloseTo(worked, 0);
  for (const { owed, done, waiting } of weeks) expect(owed).toBeCloseTo(done + waiting, 1);
});

test.each(["norfolk", "oxfordshire"])(
  "every case that %s leaves open at the end has a next step",
  async (name) => {
    const procedure = shipped.find((each) => each.procedure === name);
    if (!procedure) throw new Error(`${name} is not shipped.`);
    const [numbers] = await yearBy({ procedures: [procedure], staff: "cme-officer=0.2" });
    expect(numbers?.open).toBeGreaterThan(0);
    expect(numbers?.openWithoutNextStep).toBe(0);
  },
);

test("a file of minutes is refused with line and mend where an act is missing or misspelt", () => {
  const file = join(folder, "minutes.yaml");
  writeFileSync(file, readFileSync(ownMinutes, "utf8").replace("close-case: 20", "close-the-case: 20"));
  expect(minutesInFile(file)).toMatchObject({
    mistakes: expect.arrayContaining([
      { line: expect.any(Number), field: expect.stringContaining("close-case"), mend: expect.any(String) },
    ]),
  });
});
