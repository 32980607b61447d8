import type { FastifyReply } from "fastify";
import { NotFound } from "../../database/index.ts";
import { type StaffGroup, staffGroup, staffGroups } from "../groups.store.ts";
import { addGroup, changeGroup, type GroupDeed, removeGroup } from "../keep-groups.ts";
import { filterRead } from "./filter.ts";
import { groupChanges, groupRead, groupShown } from "./group.ts";
import { listAsked, listOf } from "./list.ts";
import { changesRead } from "./patch.ts";
import { Refusal } from "./refusal.ts";
import type { Asked } from "./scim.routes.ts";
import { answerOne, requireVersion } from "./versions.ts";

const byWhat = { displayname: "displayName", externalid: "externalId", id: "id" } as const;

/** What a directory asks and tells of groups. */
export const groupsAsked = {
  list: async ({ request, reply, reading, directory, address }: Asked): Promise<FastifyReply> => {
    const { from, count, filter, without } = listAsked(request.query);
    const asked = filterRead(filter, byWhat);
    const { groups, total } = await staffGroups(reading.database, directory, {
      ...{ asked, from, count, members: !without.includes("members") },
    });
    const list = listOf(
      groups.map((group) => groupShown(group, address)),
      { total, from },
    );
    return reply.type("application/scim+json; charset=utf-8").send(JSON.stringify(list));
  },

  show: (asked: Asked): Promise<FastifyReply> => show(asked, idIn(asked), 200),

  add: async (asked: Asked): Promise<FastifyReply> => {
    const { told, members } = groupRead(asked.request.body);
    const added = await asked.perform((context) => addGroup(context, asked.directory, told, members));
    if (added === "unknown-member") throw unknownMember();
    return show(asked, added.id, 201);
  },

  replace: (asked: Asked): Promise<FastifyReply> => {
    const { told, members } = groupRead(asked.request.body);
    return changed(asked, [{ told }, { members: "replace", ids: members }]);
  },

  change: (asked: Asked): Promise<FastifyReply> =>
    changed(asked, groupChanges(changesRead(asked.request.body))),

  remove: async (asked: Asked): Promise<FastifyReply> => {
    await asked.perform((context) =>
      removeGroup(context, asked.directory, idIn(asked), (group) => requireVersion(asked, group)),
    );
    return asked.reply.status(204).send();
  },
};

async function changed(asked: Asked, deeds: readonly GroupDeed[]): Promise<FastifyReply> {
  const outcome = await asked.perform((context) =>
    changeGroup(context, asked.directory, idIn(asked), (group: StaffGroup) => {
      requireVersion(asked, group);
      return deeds;
    }),
  );
  if (outcome === "unknown-member") throw unknownMember();
  return show(asked, idIn(asked), 200);
}

async function show(asked: Asked, id: string, status: number): Promise<FastifyReply> {
  const { reading, directory, address, request } = asked;
  const { without } = listAsked(request.query);
  const group = await staffGroup(reading.database, directory, id, { members: !without.includes("members") });
  if (!group) throw new NotFound();
  return answerOne(asked, status, groupShown(group, address));
}

function idIn({ request }: Asked): string {
  return (request.params as { id: string }).id;
}

function unknownMember(): Refusal {
  return new Refusal(400, "Tell of every member as a user first, and send its id as value.", "invalidValue");
}
