import { postEntry, requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import {
  endOne,
  type GroupPost,
  type GroupPostOrder,
  insertGroupPost,
  putInForce,
} from "./group-posts.store.ts";

/**
 * Asks for posts for the members of a group (act keep-staff-groups), one or one at each of several schools; they give nothing until
 * a second person agrees. Answers their ids. @throws NotAllowed
 */
export async function askForGroupPosts(
  { database, viewer, now, audit }: Context,
  orders: readonly GroupPostOrder[],
): Promise<number[]> {
  const ids: number[] = [];
  for (const order of orders) {
    const { authorityId, role, groupName } = order;
    requireAct(viewer, "keep-staff-groups", { authorityId });
    const id = await insertGroupPost(database, order, { by: viewer.personId, at: now });
    await audit({
      ...{ act: "asked for a group's post", subject: "group post", subjectId: id, authorityId },
      details: { role, group: groupName },
    });
    ids.push(id);
  }
  return ids;
}

/**
 * Agrees to a group's post and those that were asked for with it, which its members hold from now on: another than who asked.
 * @throws NotFound for one of others.
 */
export async function agreeToGroupPost(
  { database, viewer, now, audit }: Context,
  { together, askedBy, agreedAt, endedAt, authorityId }: GroupPost,
): Promise<"agreed" | "over-already" | "not-by-its-asker"> {
  if (agreedAt || endedAt) return "over-already";
  if (askedBy === viewer.personId) return "not-by-its-asker";
  for (const id of together) {
    const given = await putInForce(database, id, now);
    if (!given) throw new NotFound();
    await audit({
      ...{ act: "agreed to a group's post", subject: "group post", subjectId: id, authorityId },
      details: { posts: given.length },
    });
    for (const post of given) await audit(postEntry(post));
  }
  return "agreed";
}

/** Ends a group's post and the posts that it gave, unless nobody would be left who keeps groups. @throws NotFound for one of others. */
export async function endGroupPost(
  { database, now, audit }: Context,
  { id, endedAt, authorityId }: GroupPost,
): Promise<"ended" | "over-already" | "last-keeper"> {
  if (endedAt) return "over-already";
  const ended = await endOne(database, id, now);
  if (!ended) throw new NotFound();
  if (ended === "last") return "last-keeper";
  await audit({
    ...{ act: "ended a group's post", subject: "group post", subjectId: id, authorityId },
    details: { posts: ended.length },
  });
  for (const post of ended) await audit(postEntry(post));
  return "ended";
}
