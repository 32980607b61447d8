import type pg from "pg";
import { programsOwnPerson } from "../../access/index.ts";
import { appendEntries } from "../../audit/index.ts";
import type { Keepsight } from "../../context.ts";
import { databaseFor } from "../../database/index.ts";
import { eachInTurn } from "../../jobs/each-in-turn.ts";
import { type KeptModel, modelToUse } from "../linkage-models.ts";
import { childrenAgainstList, type LinkedList, rowsAmongThemselves } from "../linked-fields.ts";
import {
  type FoundLink,
  keepLinks,
  keepModel,
  type ListStanding,
  linksAmongRows,
  listStanding,
  modelsKept,
  oneLinkingAtATime,
} from "./keep-links.store.ts";
import { linkFiles } from "./link-files.ts";
import { inOwnFolder } from "./own-folder.ts";
import {
  type AuthorityToLink,
  authoritiesToLink,
  pairsApart,
  rowsOfLists,
  writeChildren,
  writeRows,
} from "./rows-to-link.store.ts";

export type LinkOrder = {
  /** The three-digit code of one authority; without it, all of them. */
  authority?: string | undefined;
  /** Learn new weights from every list that is long enough, instead of using those that are kept. */
  relearn?: boolean | undefined;
};

/** What came of linking one list, and by which model: its own or another list's, learnt now or before. */
export type ListLinked = ListStanding & {
  authority: AuthorityToLink;
  list: LinkedList;
  model: Pick<KeptModel, "list" | "version" | "rowsOfList"> & { isNew: boolean };
};
export type AuthorityLinked = { authority: AuthorityToLink; lists: ListLinked[]; amongRows: number };

/**
 * Links every list of an authority, or of all, with the children on record, one list at a time, the longest first; then
 * the rows that mean no child with each other. Each list is kept in one transaction; run again over the same rows it
 * changes nothing. `owner` is the owner's own connection: also restricted children are linked, or their rows would be
 * taken for other children's. [A04] [A11]
 */
export async function linkEveryList(
  keepsight: Keepsight,
  owner: pg.Client,
  { authority: code, relearn = false }: LinkOrder = {},
): Promise<AuthorityLinked[]> {
  await oneLinkingAtATime(owner);
  const linked: AuthorityLinked[] = [];
  await eachInTurn(await authoritiesToLink(owner, code), async (authority) =>
    linked.push(
      await inOwnFolder(keepsight.settings.dataFolder, (folder) =>
        linkAuthority(keepsight, owner, { authority, relearn, folder }),
      ),
    ),
  );
  return linked;
}

type Linking = { authority: AuthorityToLink; relearn: boolean; folder: string };

async function linkAuthority(
  keepsight: Keepsight,
  owner: pg.Client,
  linking: Linking,
): Promise<AuthorityLinked> {
  const { authority, folder } = linking;
  const children = `${folder}/children.csv`;
  await writeChildren(owner, authority.id, children);
  const longestFirst = [...(await rowsOfLists(owner, authority.id))].sort(([, a], [, b]) => b - a);
  const models = new Map<LinkedList, ListLinked["model"]>();
  for (const [list] of longestFirst)
    models.set(list, await linkOne(keepsight, owner, linking, { list, children }));
  await linkOne(keepsight, owner, linking, { list: "no-child", children: undefined });
  const lists: ListLinked[] = [];
  for (const [list, model] of models)
    lists.push({ authority, list, model, ...(await listStanding(owner, authority.id, list)) });
  const amongRows = await linksAmongRows(owner, authority.id);
  await recordRun(keepsight, { authority, lists, amongRows });
  return { authority, lists, amongRows };
}

/** One list against the children; without them, the rows that mean no child among themselves. */
async function linkOne(
  keepsight: Keepsight,
  owner: pg.Client,
  { authority, relearn, folder }: Linking,
  { list, children }: { list: KeptModel["list"]; children: string | undefined },
): Promise<ListLinked["model"]> {
  const authorityId = authority.id;
  const now = keepsight.now();
  const against = children === undefined ? "rows" : "children";
  const file = `${folder}/${list}.csv`;
  await writeRows(owner, { authorityId, list }, file);
  const kept = await modelsKept(owner, authorityId);
  let used: KeptModel | undefined;
  const { found, model, rows } = await linkFiles({
    folder,
    map: children === undefined ? rowsAmongThemselves : childrenAgainstList,
    files: children === undefined ? { left: file, right: undefined } : { left: children, right: file },
    apart: await pairsApart(owner, authorityId, against),
    modelFor: ({ right }) => {
      used = modelToUse(kept, { list, rows: right, relearn });
      return used?.weights;
    },
  });
  const isNew = used === undefined && model !== undefined;
  const weights =
    model &&
    (used ??
      (await keepModel(owner, {
        ...{ authorityId, list, now, weights: model },
        rows: { children: rows.left, list: rows.right },
      })));
  await keepLinks(
    owner,
    { authorityId, against, modelId: weights?.id ?? 0, now },
    found.map(linkOf(against)),
  );
  return {
    list: weights?.list ?? list,
    version: weights?.version ?? 0,
    rowsOfList: weights?.rowsOfList ?? 0,
    isNew,
  };
}

/** A pair as it is kept: of a row with its child, or of two rows, the earlier one first. */
const linkOf =
  (against: "children" | "rows") =>
  ({ left, right, ...link }: Awaited<ReturnType<typeof linkFiles>>["found"][number]): FoundLink => {
    if (against === "children") return { ...link, entry_id: right, child_id: left };
    const [first = "", second = ""] = [left, right].sort((a, b) => Number(a) - Number(b));
    return { ...link, entry_id: first, other_entry_id: second };
  };

async function recordRun(
  { pool, now }: Keepsight,
  { authority, lists, amongRows }: AuthorityLinked,
): Promise<void> {
  const personId = await programsOwnPerson(databaseFor(pool, undefined));
  const counted = lists.flatMap(({ list, byLikeness, toBeConfirmed, model }): [string, number][] => [
    [`${list} linked`, byLikeness],
    [`${list} to be confirmed`, toBeConfirmed],
    ...(model.isNew ? [[`${list} weights learnt, version`, model.version] as [string, number]] : []),
  ]);
  await appendEntries(databaseFor(pool, personId), [
    {
      ...{ act: "linked lists", subject: "list", at: now(), personId, request: "link" },
      authorityId: authority.id,
      details: { ...Object.fromEntries(counted), "rows without a child linked": amongRows },
    },
  ]);
}
