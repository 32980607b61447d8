import type { FastifyInstance } from "fastify";
import { authorityKnown, requireAct } from "../access/index.ts";
import { childRecord } from "../children/index.ts";
import { NotFound } from "../database/index.ts";
import { addressOf, formOfAbsence, formsOfSchool } from "./school-forms.ts";

/** Where a school begins with a pupil who does not come, whichever form its authority has for it. [C13] [D06] */
export function referAbsenceRoutes(server: FastifyInstance): void {
  server.get(
    "/pupils/:childId/absence",
    { config: { permission: "make-referral" } },
    async (request, reply) => {
      const { database, viewer, procedures } = request.context;
      const { childId } = request.params as { childId: string };
      const child = /^\d{1,15}$/.test(childId) ? await childRecord(database, Number(childId)) : undefined;
      if (!child) throw new NotFound();
      requireAct(viewer, "make-referral", { schoolId: child.schoolId });
      const authorityId = child.schoolAuthorityId ?? child.authorityId;
      const { procedure } = await authorityKnown(database, authorityId);
      const form = formOfAbsence(formsOfSchool(procedures, { authorityId, procedure }));
      if (!form) throw new NotFound();
      return reply.redirect(addressOf(child, form.at), 303);
    },
  );
}
