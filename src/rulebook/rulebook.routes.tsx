import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { authoritiesKnown, mayDo, postsAllowing } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { isOwn, type Procedure, proceduresOf, versionInForce } from "../procedures/index.ts";
import { GovukBackLink } from "../web/design/index.ts";
import { ProcedurePage } from "./procedure.page.tsx";
import { ProceduresPage, type WorksTo } from "./procedures.page.tsx";

/** The pages on which procedures are read. They hold no child's record. */
export function rulebookRoutes(server: FastifyInstance): void {
  const config = { permission: "see-procedures" } as const;
  server.get("/procedures", { config }, showProcedures);
  server.get("/procedures/:name/:version", { config }, showProcedure);
}

/** The shipped procedures and those that the viewer's own authorities have put in force, by name, the newest first. */
function readableTo({ viewer, procedures }: Context): Procedure[] {
  const mine = postsAllowing(viewer, "see-procedures").map(({ authorityId }) => authorityId);
  return procedures
    .filter((each) => !isOwn(each) || mine.includes(each.authorityId))
    .toSorted(
      (one, other) =>
        one.title.localeCompare(other.title, "en-GB") ||
        Temporal.PlainDate.compare(other.inForceFrom, one.inForceFrom),
    );
}

async function showProcedures({ context }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return reply.page({
    title: "Procedures",
    wide: true,
    children: (
      <ProceduresPage
        procedures={readableTo(context)}
        worksTo={await workedTo(context)}
        today={dayOf(context.now)}
      />
    ),
  });
}

/** What each of the viewer's authorities works to today. */
async function workedTo({ database, viewer, procedures, now }: Context): Promise<WorksTo[]> {
  const ids = postsAllowing(viewer, "see-procedures").map(({ authorityId }) => authorityId);
  const authorities = await authoritiesKnown(database, [...new Set(ids)]);
  return authorities.map(({ id, name, procedure }) => {
    const applying = proceduresOf(procedures, { authorityId: id, procedure });
    const names = new Set([procedure, ...applying.map((each) => each.procedure)]);
    const versions = [...names].flatMap((each) => versionInForce(applying, each, dayOf(now)) ?? []);
    return {
      authority: name,
      versions: versions.every((each) => each.procedure !== procedure) ? [] : versions,
    };
  });
}

type Asked = FastifyRequest<{ Params: { name: string; version: string } }>;

function showProcedure({ context, params }: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const all = readableTo(context);
  const procedure = all.find((each) => each.procedure === params.name && each.version === params.version);
  if (!procedure) throw new NotFound();
  return reply.page({
    title: `${procedure.title}, version ${procedure.version}`,
    wide: true,
    before: <GovukBackLink text="Procedures" href="/procedures" />,
    children: (
      <ProcedurePage
        {...{ procedure, all, today: dayOf(context.now) }}
        mayEdit={mayDo(context.viewer, "edit-procedure")}
      />
    ),
  });
}
