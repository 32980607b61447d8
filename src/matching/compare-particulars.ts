import { isPseudoPostcode, isUpn, outwardCodeOf } from "../children/index.ts";
import { type Evidence, evidenceOf, type Identity, missing } from "./evidence.ts";
import { isOneSlipApart } from "./name-likeness.ts";

/** How the days of birth compare; people exchange day and month, and mistype one digit. [A11] */
export function compareBirthDays({ dateOfBirth: one }: Identity, { dateOfBirth: other }: Identity): Evidence {
  const field = "date-of-birth";
  if (!one || !other) return missing(field, "Date of birth missing");
  if (one.equals(other)) return evidenceOf(field, "same", "Born the same day");
  if (daySwapped(one)?.equals(other)) return evidenceOf(field, "swapped", "Day and month of birth exchanged");
  if (isOneSlipApart(one.toString(), other.toString()))
    return evidenceOf(field, "one-slip", "Date of birth differs by one digit");
  const shared = [one.day === other.day, one.month === other.month, one.year === other.year];
  if (shared.filter(Boolean).length === 2)
    return evidenceOf(field, "two-parts", "Two of day, month and year of birth the same");
  return evidenceOf(field, "differs", "Date of birth differs");
}

/** The day with its day and month exchanged; undefined when that is no other day. */
export function daySwapped({ day, month, year }: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (day > 12 || day === month) return undefined;
  return Temporal.PlainDate.from({ year, month: day, day: month });
}

/** How the postcodes compare. Families move: a different one says little, the same one much. */
export function comparePostcodes({ postcode: one }: Identity, { postcode: other }: Identity): Evidence {
  if (!one || !other || isPseudoPostcode(one) || isPseudoPostcode(other))
    return missing("postcode", "Postcode missing");
  if (one === other) return evidenceOf("postcode", "same", "Postcode the same");
  if (isOneSlipApart(one, other))
    return evidenceOf("postcode", "one-slip", "Postcode differs by one character");
  if (outwardCodeOf(one) === outwardCodeOf(other))
    return evidenceOf("postcode", "same-district", "Postcode in the same district");
  return evidenceOf("postcode", "differs", "Postcode differs");
}

/** If both say the child's sex, and the same. */
export function compareSexes({ sex: one }: Identity, { sex: other }: Identity): Evidence {
  if (!one || !other) return missing("sex", "Sex missing");
  return one === other
    ? evidenceOf("sex", "same", "Sex the same")
    : evidenceOf("sex", "differs", "Sex differs");
}

/** How the UPNs compare, former ones of both included. A child can have had two, so a different one is no proof. */
export function compareUpns(sought: Identity, found: Identity): Evidence {
  const one = rightUpn(sought.upn);
  const other = rightUpn(found.upn);
  if (one && one === other) return evidenceOf("upn", "same", "UPN the same");
  const former = [rightUpn(sought.formerUpn), rightUpn(found.formerUpn)];
  if ((one && one === former[1]) || (other && other === former[0]) || (former[0] && former[0] === former[1]))
    return evidenceOf("upn", "former-upn", "Former UPN the same");
  if (!one || !other) return missing("upn", "UPN missing");
  return isOneSlipApart(one, other)
    ? evidenceOf("upn", "one-slip", "UPN differs by one character")
    : evidenceOf("upn", "differs", "UPN differs");
}

function rightUpn(upn: string | null): string | undefined {
  return upn && isUpn(upn) ? upn : undefined;
}
