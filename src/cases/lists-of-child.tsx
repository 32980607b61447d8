import { lists } from "../children/index.ts";
import { DenseTable, londonDay, shortDay } from "../web/design/index.ts";
import type { ListsSay } from "./lists-say.store.ts";

/** What the lists say of a child, for whoever checks them. */
export function ListsOfChild({ entries }: { entries: readonly ListsSay[] }) {
  if (entries.length === 0)
    return (
      <p>No list has a row that is matched to this child. Search in the sources that are not imported too.</p>
    );
  const day = (on: Temporal.PlainDate | null) => (on ? shortDay(on) : "");
  return (
    <DenseTable
      caption="What the lists say of this child"
      columns={[
        { text: "List" },
        { text: "School" },
        { text: "Address" },
        { text: "From", unbroken: true },
        { text: "Until", unbroken: true },
        { text: "Last seen", unbroken: true },
      ]}
      rows={entries.map(({ list, school, address, postcode, startsOn, endsOn, lastSeenAt }) => [
        lists[list].title,
        school ?? "",
        address === null ? "Hidden" : [address, postcode].filter(Boolean).join(", "),
        day(startsOn),
        day(endsOn),
        shortDay(londonDay(lastSeenAt)),
      ])}
    />
  );
}
