import { perform } from "../../src/context.ts";
import { addPartner, confirmPartner, makeKeys } from "../../src/exchange/keep-partners.ts";
import { publishedKeys } from "../../src/exchange/keys.store.ts";
import { publicKeysOf } from "../../src/exchange/keys.ts";
import { partnersOf } from "../../src/exchange/partners.store.ts";
import type { TestDatabase } from "./database.ts";

/** A system and the authority in it that exchanges files. */
export type Side = { db: TestDatabase; authority: "Eastmere" | "Westholme"; address: string | null };

/** Lets two authorities in two systems exchange files both ways: each makes keys, one of its people adds the other, another confirms. */
export async function makePartners(one: Side, other: Side): Promise<void> {
  for (const side of [one, other]) await asKeeper(side, "data", (context, id) => makeKeys(context, id));
  for (const [side, partner] of [
    [one, other],
    [other, one],
  ] as const) {
    const published = await publishedKeys(partner.db.ownerDatabase);
    const found = published.find(({ name }) => name === partner.authority);
    const keys = await Promise.all(
      (found?.keys ?? []).map(({ signKey, openKey }) => publicKeysOf(signKey, openKey)),
    );
    const document = { code: found?.code ?? "", name: partner.authority, address: partner.address, keys };
    const rules = {
      byHand: partner.address === null,
      sends: true,
      takes: true,
      basis: "The agreement of the test",
    };
    await asKeeper(side, "data", (context, id) => addPartner(context, id, document, rules));
    await asKeeper(side, "named", async (context, id) => {
      for (const each of await partnersOf(context.database, id)) await confirmPartner(context, each);
    });
  }
}

async function asKeeper<Answer>(
  { db, authority }: Side,
  who: "data" | "named",
  act: (context: Parameters<Parameters<typeof perform>[2]>[0], authorityId: number) => Promise<Answer>,
): Promise<Answer> {
  const viewer = await db.who(`${who}.${authority.toLowerCase()}`);
  const authorityId = viewer.posts[0]?.authorityId ?? 0;
  return perform(db.keepsight, { viewer, act: "keep-partners", request: "test" }, (context) =>
    act(context, authorityId),
  );
}
