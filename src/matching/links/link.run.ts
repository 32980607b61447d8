import { lists } from "../../children/index.ts";
import type { WithKeepsight } from "../../cli/with-keepsight.ts";
import { asOwner } from "../../database/index.ts";
import { UnusableSettings } from "../../settings.ts";
import { type LinkOrder, type ListLinked, linkEveryList } from "./link-every-list.ts";

/** Links the lists of one authority or of all, and prints what came of each. */
export function runLink(order: LinkOrder, withKeepsight: WithKeepsight): Promise<void> {
  return withKeepsight(async (keepsight, ownerUrl) => {
    const begun = performance.now();
    const linked = await asOwner(ownerUrl, (owner) => linkEveryList(keepsight, owner, order));
    if (order.authority !== undefined && linked.length === 0)
      throw new UnusableSettings(
        `There is no authority with the code ${order.authority}. Type its three digits, such as 997.`,
      );
    for (const { authority, lists: each, amongRows } of linked) {
      console.log(authority.name);
      for (const list of each) console.log(`  ${inWords(list)}`);
      console.log(`  ${amongRows} links between rows that mean no child on record.`);
    }
    console.log(`Done in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
  });
}

function inWords({ list, rows, ofChildren, byLikeness, toBeConfirmed, model }: ListLinked): string {
  const { title } = lists[list];
  const whose = model.list === list ? "its own weights" : `the weights of ${titleOf(model.list)}`;
  const weighed = model.isNew
    ? `weights learnt now from ${model.rowsOfList} rows (version ${model.version})`
    : `weighed by ${whose}, version ${model.version}`;
  return `${title}: ${rows} rows, ${ofChildren} of a child on record (${byLikeness} by likeness), ${toBeConfirmed} to be confirmed; ${weighed}.`;
}

function titleOf(list: ListLinked["model"]["list"]): string {
  return list === "no-child" ? "rows without a child" : `the ${lists[list].title.toLowerCase()}`;
}
