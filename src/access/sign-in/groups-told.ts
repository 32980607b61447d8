import type { Database } from "../../database/index.ts";
import type { SignInProvider } from "../../sign-in-providers.ts";
import { placeOfOrganisation, type SignInTold } from "../staff.store.ts";
import { organisationIn, rolesAtDfe } from "./dfe-sign-in.ts";

/** Whether a provider says anything of groups: without a setting for it, posts are given by hand or by a directory. */
export function asksForGroups({ groupsClaim, dfe }: SignInProvider): boolean {
  return groupsClaim !== undefined || dfe !== undefined;
}

/**
 * The groups, and the place of the organisation, that the provider names for somebody. Undefined where it says that there are
 * too many to name, as Entra ID does beyond 200: then what it said last goes on. @throws ProviderSilent
 */
export async function groupsTold(
  database: Database,
  provider: SignInProvider,
  claims: Record<string, unknown>,
): Promise<Pick<SignInTold, "groups" | "place"> | undefined> {
  const claimed = provider.groupsClaim === undefined ? [] : namesIn(claims, provider.groupsClaim);
  if (claimed === undefined) return undefined;
  const organisation = provider.dfe && organisationIn(claims);
  if (!organisation || !provider.dfe) return { groups: claimed, place: undefined };
  const person = String(claims["sub"] ?? "");
  const [place, roles] = await Promise.all([
    placeOfOrganisation(database, organisation),
    rolesAtDfe(provider.dfe, provider.clientId, { organisation: organisation.id, person }),
  ]);
  return { groups: [...claimed, ...roles], place };
}

/** A claim of names: a list, or one name, or several apart by commas; undefined where it is kept elsewhere. */
function namesIn(claims: Record<string, unknown>, claim: string): string[] | undefined {
  const given = claims[claim];
  if (Array.isArray(given)) return given.filter((one) => typeof one === "string");
  if (typeof given === "string") return given.split(/[,;]\s*/).filter(Boolean);
  const elsewhere = claims["_claim_names"];
  const isElsewhere = typeof elsewhere === "object" && elsewhere !== null && claim in elsewhere;
  return isElsewhere || claims["hasgroups"] === true || claims["hasgroups"] === "true" ? undefined : [];
}
