import { type Address, lastKnown, outwardCodeOf } from "../children/index.ts";
import { type Disclosable, type Disclosed, disclosable } from "./enquiry.ts";
import type { RecordToDisclose } from "./recipients.store.ts";

/**
 * Everything of a record that may be disclosed; what is empty or hidden is left out. The last address is the one that was
 * left, or else the one that is believed; the new one is the one believed after another was left. [G01]
 */
export function everythingToDisclose(record: RecordToDisclose, addresses: readonly Address[]): Disclosed {
  const shown = addresses.filter(({ hidden }) => !hidden);
  const left = shown.find(({ certainty }) => certainty === "left");
  const believed = lastKnown(shown);
  const last = left ?? believed;
  const moved = left && believed !== left ? believed : undefined;
  return withoutNothing({
    forename: record.forename,
    surname: record.surname,
    dateOfBirth: record.dateOfBirth?.toString(),
    sex: record.sex === "F" ? "Female" : record.sex === "M" ? "Male" : undefined,
    formerSchool: record.formerSchool,
    addressArea: last?.postcode ? outwardCodeOf(last.postcode) : undefined,
    otherNames: record.otherNames,
    upn: record.upn,
    lastAddress: last && written(last),
    newAddress: moved && written(moved),
    newPostcode: moved?.postcode,
    carers: record.carers,
    missingSince: record.missingSince?.toString(),
  });
}

/** Of everything, only what was chosen. */
export function only(chosen: readonly Disclosable[], everything: Disclosed): Disclosed {
  const { forename, surname, newPostcode, ...rest } = everything;
  return withoutNothing({
    ...(chosen.includes("name") && { forename, surname }),
    ...(chosen.includes("newAddress") && { newPostcode }),
    ...Object.fromEntries(Object.entries(rest).filter(([name]) => chosen.some((each) => each === name))),
  });
}

/** What there is to choose from, in the order of the form. */
export function choicesIn(everything: Disclosed): Disclosable[] {
  return (Object.keys(disclosable) as Disclosable[]).filter((item) => item === "name" || everything[item]);
}

function written({ lines, postcode }: Address): string {
  return [lines, postcode].filter(Boolean).join("\n");
}

function withoutNothing(disclosed: { [F in keyof Disclosed]: Disclosed[F] | null | undefined }): Disclosed {
  return Object.fromEntries(Object.entries(disclosed).filter(([, value]) => Boolean(value)));
}
