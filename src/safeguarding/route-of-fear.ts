import type { KeptObligation } from "../cases/index.ts";
import { isOwedNow, type Rule } from "../procedures/index.ts";
import type { Fear } from "./fears.store.ts";

/**
 * The steps of the route that a fear began, as the procedures of the case ask for them: also one that an earlier concern began and that
 * is owed still, because it is not asked for twice. [E05]
 */
export function routeOf(
  { id, about }: Pick<Fear, "id" | "about">,
  rules: readonly Rule[],
  obligations: readonly KeptObligation[],
): KeptObligation[] {
  const asks = new Set(
    rules
      .filter(({ starts }) =>
        starts.some(
          ({ kind, details }) =>
            kind === "concern-raised" &&
            details.every(({ name, oneOf }) => name !== "about" || oneOf.includes(about)),
        ),
      )
      .map((rule) => rule.id),
  );
  return obligations.filter(
    (each) => asks.has(each.obligation) && (each.startedBy === id || isOwedNow(each)),
  );
}
