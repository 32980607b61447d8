import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { addressesOf, lastKnown } from "./addresses.store.ts";
import { type AddressToHide, alsoShownAt, hidePlace, standingAddress } from "./hidden-addresses.store.ts";

/** The address that is asked for, as it stands now. Throws NotFound. */
export async function addressToHide(
  { database }: Pick<Context, "database">,
  childId: number,
  id: number,
): Promise<AddressToHide> {
  const address = await standingAddress(database, childId, id);
  if (!address) throw new NotFound();
  return address;
}

/**
 * Keeps an address secret from now on, for the child and for those of `others` who live there. It stays on record.
 * Whoever may add to a record may, for it cannot wait; showing it again is for those who may restrict a record.
 * Throws NotFound and NotAllowed. [G04] [E03]
 */
export async function hideAddress(
  context: Context,
  childId: number,
  { id, source, others }: { id: number; source: string; others: readonly number[] },
): Promise<"hidden" | "hidden-already"> {
  const address = await addressToHide(context, childId, id);
  const { authorityId } = address;
  requireAct(context.viewer, "add-note", { authorityId });
  if (address.hidden) return "hidden-already";
  const living = await alsoShownAt(context.database, address);
  const along = living.filter((each) => others.includes(each.id)).map((each) => each.id);
  await hidePlace(context, [childId, ...along], address, { hidden: true, source });
  for (const hiddenFor of [childId, ...along])
    await context.audit({
      act: "hid an address",
      ...{ subject: "child", subjectId: hiddenFor, childId: hiddenFor, authorityId },
    });
  return "hidden";
}

/** Shows a hidden address of a child to everybody again who may see the record. Throws NotFound and NotAllowed. [G04] */
export async function showAddress(
  context: Context,
  childId: number,
  { id, source }: { id: number; source: string },
): Promise<"shown" | "shown-already"> {
  const address = await addressToHide(context, childId, id);
  const { authorityId } = address;
  requireAct(context.viewer, "restrict-child", { authorityId });
  if (!address.hidden) return "shown-already";
  await hidePlace(context, [childId], address, { hidden: false, source });
  const home = lastKnown(await addressesOf(context.database, childId));
  if (home && !home.hidden)
    await context.database
      .updateTable("children")
      .set({ postcode: home.postcode })
      .where("id", "=", childId)
      .execute();
  await context.audit({
    act: "showed an address again",
    ...{ subject: "child", subjectId: childId, childId, authorityId },
  });
  return "shown";
}
