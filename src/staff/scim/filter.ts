import { Refusal } from "./refusal.ts";

/** `attribute eq "value"`: the one filter that directories send to find whom they have told of. */
const equality = /^\s*([\w.:$-]+(?:\[[^\]]*\])?(?:\.\w+)?)\s+eq\s+"((?:[^"\\]|\\.)*)"\s*$/i;

/**
 * The attribute and the value of a filter, undefined where there is none. Case does not matter in names.
 * @throws Refusal for a filter of another kind, or by an attribute that is not among `known`.
 */
export function filterRead<Name extends string>(
  given: string | undefined,
  known: Readonly<Record<string, Name>>,
): { by: Name; value: string } | undefined {
  if (given === undefined || given.trim() === "") return undefined;
  const [, attribute = "", quoted = ""] = equality.exec(given) ?? [];
  const by = known[withoutSchema(attribute).toLowerCase()];
  if (by === undefined)
    throw new Refusal(
      400,
      `Ask for one attribute that is equal to a value: ${[...new Set(Object.values(known))].join(" or ")} eq "...".`,
      "invalidFilter",
    );
  try {
    return { by, value: JSON.parse(`"${quoted}"`) };
  } catch {
    throw new Refusal(400, "Write the value of the filter as a JSON string.", "invalidFilter");
  }
}

/** An attribute by its short name: some directories write its schema before it. */
export function withoutSchema(attribute: string): string {
  return attribute.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i, "");
}
