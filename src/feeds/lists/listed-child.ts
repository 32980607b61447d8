import { keyWithoutNumber, type RowSaid } from "../list-definition.ts";
import type { RowReader } from "../row-reader.ts";

/** What every list but the rolls says of a child in the same columns. A birthday may be missing: the name still counts. */
export function listedChild(
  row: RowReader,
  place: Pick<RowSaid, "authorityId"> & { schoolId?: number | null },
  addressColumns: readonly string[] = ["AddressLine1", "AddressLine2", "Town"],
  postcodeColumn = "Postcode",
): Omit<RowSaid, "rowKey" | "other"> {
  return {
    authorityId: place.authorityId,
    schoolId: place.schoolId ?? null,
    forename: row.required("Forename", "the child's forename"),
    middleNames: row.text("MiddleNames"),
    surname: row.required("Surname", "the child's surname"),
    otherForename: "",
    otherSurname: "",
    dateOfBirth: row.dateOfBirth(),
    sex: row.sex(),
    upn: row.upn(),
    address: row.address(...addressColumns),
    postcode: row.postcode(postcodeColumn),
  };
}

/** Tells a child's row from others of the same child: by what it is about, besides the UPN or else the name and birthday. */
export function keyFor(child: Omit<RowSaid, "rowKey" | "other">, ...about: readonly string[]): string {
  return [child.upn ?? keyWithoutNumber(child), ...about].join("|");
}

/**
 * Whose row it is: the authority that a column names by code or name; where the list has no such column, the one that
 * the file was sent for, or else the one in whose postcodes the child lives.
 */
export function authorityOf(row: RowReader, column?: string): number {
  const { authorities, ownAuthorityId, authoritiesByPostcodeArea } = row.places;
  if (column) {
    const named = row.required(column, "the authority's code");
    const authorityId = authorities.get(named.toLowerCase());
    if (authorityId === undefined && named !== "")
      row.refuse(
        column,
        `'${named}' is not an authority that you may send a list for.`,
        "Correct it, or set the row aside.",
      );
    return authorityId ?? 0;
  }
  if (ownAuthorityId !== null) return ownAuthorityId;
  const area = /^[A-Z]+/.exec(row.text("Postcode").toUpperCase())?.[0] ?? "";
  const authorityId = authoritiesByPostcodeArea.get(area);
  if (authorityId === undefined)
    row.refuse(
      "Postcode",
      "It does not tell which authority the child lives in.",
      "Enter a postcode of the authority, or send its file by itself.",
    );
  return authorityId ?? 0;
}

/** A place that the list names by its number; null where there is none on record in the authority. */
export function schoolOf(row: RowReader, column: string, authorityId: number): number | null {
  const school = row.places.schools.get(row.text(column));
  return school && school.authorityId === authorityId ? school.id : null;
}
