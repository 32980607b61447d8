import { readPostcode } from "../children/postcode.ts";
import { isUpn, tidyUpn } from "../children/upn.ts";
import type { Identity } from "../matching/index.ts";
import { textAt, type XmlElement } from "./element.ts";

/** What a transfer file says of who a pupil is: what two records of a child are compared by. */
export function identityIn(pupil: XmlElement): Identity {
  const basic = (name: string) => textAt(pupil, "BasicDetails", name);
  const born = textAt(pupil, "DOB");
  return {
    forename: textAt(pupil, "Forename"),
    middleNames: basic("MiddleNames"),
    surname: textAt(pupil, "Surname"),
    otherForename: basic("FormerForename") || basic("PreferredForename"),
    otherSurname: basic("FormerSurname") || basic("PreferredSurname"),
    dateOfBirth: born ? Temporal.PlainDate.from(born) : null,
    sex: textAt(pupil, "Sex") || textAt(pupil, "Gender") || null,
    upn: upnIn(textAt(pupil, "UPN")),
    formerUpn: upnIn(basic("FormerUPN")),
    postcode:
      readPostcode(textAt(pupil, "Address", "PostCode")) ??
      readPostcode(textAt(pupil, "Address", "BS7666Address", "PostCode")) ??
      null,
  };
}

function upnIn(text: string): string | null {
  return isUpn(text) ? tidyUpn(text) : null;
}
