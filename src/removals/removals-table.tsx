import { DenseTable, GovukTag, shortDay } from "../web/design/index.ts";
import { groundCalled } from "./grounds.ts";
import { lawfulTimes, type RemovalState, removedOn, stateOf } from "./removal.ts";
import type { Removal } from "./removals.store.ts";

export const stateTags: Readonly<Record<RemovalState, { text: string; classes: string }>> = {
  waiting: { text: "Waits for the officer", classes: "govuk-tag--yellow" },
  agreed: { text: "Officer agrees", classes: "govuk-tag--blue" },
  refused: { text: "Officer says no", classes: "govuk-tag--red" },
  removed: { text: "Off the roll", classes: "govuk-tag--grey" },
};

/** "I: Away for twenty school days": the ground by the regulations under which it was judged. */
export function groundInWords({ regulations, letter }: Pick<Removal, "regulations" | "letter">): string {
  return `${letter}: ${groundCalled(regulations, letter)}`;
}

/** What was in time and what was late, in one cell. */
export function timesInWords(removal: Removal, today: Temporal.PlainDate): string {
  const late = lawfulTimes(removal, today).filter(({ isLate }) => isLate);
  if (removedOn(removal) === undefined) return "";
  return late.length === 0 ? "In time" : late.map(({ says }) => says).join(". ");
}

/** Removals, the latest first: whose, by which ground, met and off on which day, in time or late. [H09] */
export function RemovalsTable({
  removals,
  today,
  at,
  withSchool = false,
  caption,
}: {
  removals: readonly Removal[];
  today: Temporal.PlainDate;
  at: string;
  withSchool?: boolean;
  caption: string;
}) {
  return (
    <DenseTable
      caption={caption}
      columns={[
        { text: "Pupil" },
        ...(withSchool ? [{ text: "School" }] : []),
        { text: "Ground" },
        { text: "Met", unbroken: true },
        { text: "Off the roll", unbroken: true },
        { text: "State" },
        { text: "In time" },
      ]}
      rows={removals.map((removal) => {
        const off = removedOn(removal);
        return [
          <a href={`${at}/${removal.id}`}>
            {removal.pupil.forename} {removal.pupil.surname}
          </a>,
          ...(withSchool ? [removal.schoolName] : []),
          groundInWords(removal),
          shortDay(removal.metOn),
          off && shortDay(off),
          <GovukTag {...stateTags[stateOf(removal)]} />,
          timesInWords(removal, today),
        ];
      })}
    />
  );
}
