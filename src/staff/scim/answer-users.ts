import type { FastifyReply } from "fastify";
import { NotFound } from "../../database/index.ts";
import { addStaff, changeStaff, removeStaff } from "../keep-staff.ts";
import { type StaffAccount, type StaffTold, staffAccount, staffAccounts } from "../staff.store.ts";
import { filterRead } from "./filter.ts";
import { listAsked, listOf } from "./list.ts";
import { changesRead } from "./patch.ts";
import { Refusal } from "./refusal.ts";
import type { Asked } from "./scim.routes.ts";
import { calledOf, userPatched, userRead, userShown } from "./user.ts";
import { answerOne, requireVersion } from "./versions.ts";

const byWhat = { username: "userName", externalid: "externalId", id: "id" } as const;
const taken = {
  "user-name-taken": "There is a user with this userName already.",
  "e-mail-taken": "Somebody else has this e-mail address.",
} as const;

/** What a directory asks and tells of users. */
export const usersAsked = {
  list: async ({ request, reply, reading, directory, address }: Asked): Promise<FastifyReply> => {
    const { from, count, filter } = listAsked(request.query);
    const asked = filterRead(filter, byWhat);
    const { accounts, total } = await staffAccounts(reading.database, directory, { asked, from, count });
    await reading.audit({
      ...{ act: "listed staff", subject: "list", authorityId: directory.authorityId },
      details: { rows: accounts.length },
    });
    await reading.recorded();
    const list = listOf(
      accounts.map((account) => userShown(account, address)),
      { total, from },
    );
    return reply.type("application/scim+json; charset=utf-8").send(JSON.stringify(list));
  },

  show: (asked: Asked): Promise<FastifyReply> => show(asked, idIn(asked), 200),

  add: async (asked: Asked): Promise<FastifyReply> => {
    const told = userRead(asked.request.body);
    const added = await asked.perform((context) => addStaff(context, asked.directory, named(told)));
    if (typeof added === "string") throw new Refusal(409, taken[added], "uniqueness");
    return show(asked, added.id, 201);
  },

  replace: (asked: Asked): Promise<FastifyReply> => {
    const told = userRead(asked.request.body);
    return changed(asked, () => told);
  },

  change: (asked: Asked): Promise<FastifyReply> => {
    const changes = changesRead(asked.request.body);
    return changed(asked, (account) => userPatched(toldOf(account), changes));
  },

  remove: async (asked: Asked): Promise<FastifyReply> => {
    await asked.perform((context) =>
      removeStaff(context, asked.directory, idIn(asked), (account) => requireVersion(asked, account)),
    );
    return asked.reply.status(204).send();
  },
};

async function changed(asked: Asked, to: (account: StaffAccount) => StaffTold): Promise<FastifyReply> {
  await asked.perform((context) =>
    changeStaff(context, asked.directory, idIn(asked), (account) => {
      requireVersion(asked, account);
      return named(to(account));
    }),
  );
  return show(asked, idIn(asked), 200);
}

async function show(asked: Asked, id: string, status: number): Promise<FastifyReply> {
  const { reading, directory, address } = asked;
  const account = await staffAccount(reading.database, directory, id);
  if (!account) throw new NotFound();
  if (asked.request.method === "GET") {
    await reading.audit({
      ...{ act: "saw a member of staff", subject: "person", subjectId: account.personId },
      authorityId: directory.authorityId,
    });
    await reading.recorded();
  }
  return answerOne(asked, status, userShown(account, address));
}

function idIn({ request }: Asked): string {
  return (request.params as { id: string }).id;
}

function named(told: StaffTold) {
  return { ...told, called: calledOf(told) };
}

function toldOf(account: StaffAccount): StaffTold {
  const { userName, externalId, givenName, familyName, displayName, email, active } = account;
  return { userName, externalId, givenName, familyName, displayName, email, active };
}
