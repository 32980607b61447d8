import type { ChildRecord } from "../children/index.ts";
import type { Identity } from "../matching/index.ts";

/** A child on record, as every list is searched for them. A hidden address is compared with nothing. */
export function identityOf(child: ChildRecord): Identity {
  const { forename, surname, dateOfBirth, sex, upn, names, identifiers, addresses } = child;
  const other = names.find((name) => name.surname !== surname || name.forename !== forename);
  return {
    ...{ forename, surname, dateOfBirth, sex, upn },
    middleNames: names.find(({ kind }) => kind === "legal")?.middleNames ?? "",
    otherForename: other && other.forename !== forename ? other.forename : "",
    otherSurname: other && other.surname !== surname ? other.surname : "",
    formerUpn: identifiers.find(({ kind }) => kind === "former-upn")?.value ?? null,
    postcode: addresses.some(({ hidden }) => hidden) ? null : child.postcode,
  };
}
