import type pg from "pg";
import { type ProviderNamed, realmOf } from "../../sign-in-providers.ts";

/**
 * Tells the database whom each provider of the file speaks for, as its owner; without any, the one provider speaks for everybody.
 * Posts that the provider of their holder does not speak for count for nothing from then on, and count again when it does.
 */
export async function takeUpProviders(
  owner: Pick<pg.ClientBase, "query">,
  providers: readonly ProviderNamed[],
): Promise<void> {
  const told = providers.flatMap((provider) =>
    provider.speaksFor.map((place) => ({ issuer: realmOf(provider), ...place })),
  );
  await owner.query("select take_up_providers($1)", [JSON.stringify(told)]);
}
