import { authorityKnown, programsOwnPerson } from "../../access/index.ts";
import { schoolYearOf } from "../../children/index.ts";
import type { Keepsight } from "../../context.ts";
import { databaseFor, readingDatabaseFor } from "../../database/index.ts";
import { linesOf, placedOn } from "./census-return.ts";
import { countedOn, flowsOf, listedNotCounted } from "./counted.store.ts";
import { returnFile, sha256Of } from "./return-csv.ts";

/** The return of a census day as the records say it now. It counts every child, also one whom the viewer may not know of. */
export async function workOutReturn(
  keepsight: Pick<Keepsight, "pool">,
  {
    authorityId,
    censusOn,
    today,
  }: { authorityId: number; censusOn: Temporal.PlainDate; today: Temporal.PlainDate },
) {
  const personId = await programsOwnPerson(databaseFor(keepsight.pool, undefined));
  const database = readingDatabaseFor(keepsight.pool, personId);
  // Before the day comes, it is as it would be today.
  const day = Temporal.PlainDate.compare(censusOn, today) > 0 ? today : censusOn;
  const year = schoolYearOf(censusOn) - 1;
  const [children, flows, notEntered, authority] = await Promise.all([
    countedOn(database, { authorityId, day }),
    flowsOf(database, {
      authorityId,
      from: Temporal.PlainDate.from({ year, month: 9, day: 1 }),
      until: Temporal.PlainDate.from({ year: year + 1, month: 8, day: 31 }),
    }),
    listedNotCounted(database, { authorityId, day }),
    authorityKnown(database, authorityId),
  ]);
  const placed = children.map((child) => placedOn(child, day));
  const lines = linesOf(placed, flows);
  const file = returnFile(lines, { censusOn, authority });
  return { authority, placed, lines, notEntered, file, sha256: sha256Of(file) };
}
