import type { FastifyInstance } from "fastify";
import { mayDo, postsAllowing } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { holdingFlags } from "../cases/index.ts";
import { NotAllowed } from "../database/index.ts";
import { HeldAndUrgentPage, mostHeldAndUrgent } from "./held-and-urgent.page.tsx";
import { heldCases, urgentReferrals } from "./held-and-urgent.store.ts";
import { wordsToGive } from "./words-to-give.store.ts";

const atMost = mostHeldAndUrgent;

/** The page with which the safeguarding lead's day begins. */
export function heldAndUrgentRoutes(server: FastifyInstance): void {
  server.get(
    "/held-and-urgent",
    { config: { permission: "see-held-and-urgent" } },
    async (request, reply) => {
      const { context } = request;
      const { database, viewer, now } = context;
      const [post] = postsAllowing(viewer, "see-held-and-urgent");
      if (!post) throw new NotAllowed("see-held-and-urgent");
      const { authorityId } = post;
      const [toTell, referrals, held] = await Promise.all([
        wordsToGive(database, authorityId, atMost),
        urgentReferrals(database, authorityId, atMost),
        heldCases(database, { authorityId, flags: holdingFlags, atMost }),
      ]);
      await context.audit({
        act: "saw held and urgent",
        subject: "list",
        authorityId,
        details: {
          rows: toTell.length + referrals.length + held.length,
          children: [...new Set([...toTell, ...referrals, ...held].flatMap(({ childId }) => childId ?? []))],
        },
      });
      return reply.page({
        title: "Held and urgent",
        wide: true,
        children: (
          <HeldAndUrgentPage
            {...{ toTell, referrals, held, now, today: dayOf(now) }}
            opensReferrals={mayDo(viewer, "open-case", { authorityId })}
          />
        ),
      });
    },
  );
}
