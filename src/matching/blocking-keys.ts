import { foldName } from "../children/index.ts";

/** The names of a child as one list gives them; what it does not give is left out or empty. */
export type NamesToFind = { forename: string; surname: string; otherSurname?: string | null | undefined };

/** Names folded so that equality finds them: these stand in the `_key` columns of list_entries. */
export type BlockingKeys = { forenameKey: string; surnameKey: string; otherSurnameKey: string };

/**
 * The folded keys of a child's names, for storing and for searching; "" where there is nothing to compare, which
 * matches nobody. Spaces go too, so that `Abdul Rahman` meets `Abdulrahman` and `Smith-Jones` meets `Smith Jones`. [A11]
 */
export function blockingKeysOf({ forename, surname, otherSurname }: NamesToFind): BlockingKeys {
  return {
    forenameKey: keyOf(forename),
    surnameKey: keyOf(surname),
    otherSurnameKey: keyOf(otherSurname ?? ""),
  };
}

function keyOf(name: string): string {
  return foldName(name).replaceAll(" ", "");
}
