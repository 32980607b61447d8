import { dayText } from "./county-days.ts";
import { type CsvFile, cell } from "./csv-file.ts";
import { type ListedChild, listRow } from "./listed-child.ts";
import type { RollEntry } from "./rolls-list.ts";
import type { CountyNow } from "./schooling.ts";

/** What schools return when a name goes on or off a register between the normal intakes (regulation 13). */
export const returnColumns =
  "LAESTAB,UPN,Surname,Forename,DOB,Event,On,Reason,DestinationLAESTAB,AddressLine1,AddressLine2,Town,Postcode,Carer1Name,Carer1Phone".split(
    ",",
  );

/** Writes the joiner and leaver returns of the last year. Normal intakes and leavers of a top year need none. */
export function writeReturns(
  listed: ListedChild,
  entries: readonly RollEntry[],
  file: CsvFile,
  now: CountyNow,
): void {
  const { child } = listed;
  const carer = child.family.carers[0];
  for (const { spell, upn, written } of entries) {
    const write = (event: string, on: number, reason: string, destination: string) => {
      const home = (spell.oldAddress && child.family.moved?.address) || child.family.address;
      listRow(
        listed,
        file,
        `${spell.school.laestab},${upn},${cell(written.surname)},${cell(written.forename)},${written.born},${event},${dayText(on)},${reason},${destination},${home.line1},${home.line2},${home.town},${home.postcode},${cell(carer?.name ?? "")},${carer?.phone ?? ""}`,
      );
    };
    const intake = spell.starts === now.firstDay(now.year) || spell.starts <= now.today - 365;
    if (!intake) write("joined", spell.starts, "", "");
    if (spell.left && spell.left.on !== now.lastDay(now.year - 1)) {
      write("left", spell.left.on, spell.left.ground, spell.left.destination);
    }
  }
}
