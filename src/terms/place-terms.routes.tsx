import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Keepsight } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { PlaceTermsPage } from "./place-terms.page.tsx";
import { takeOutDates } from "./take-out-dates.ts";
import { knownSpans, ownerOf } from "./terms.store.ts";
import { placesToSendFor } from "./terms-changed.ts";

type OfPlace = { Params: { code: string } };

const permitted = { config: { permission: "import-terms" as const } };
const removal = z.object({ span: z.coerce.number().int() });

/** The term dates of one school or authority, and taking one out. */
export function placeTermsRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.get<OfPlace>("/terms/:code", permitted, async ({ context, params, session }, reply) => {
    const places = await placesToSendFor(context.database, context.viewer);
    const place = places.find(({ code }) => code === params.code);
    if (!place) throw new NotFound();
    const known = await knownSpans(context.database, [place]);
    const own = known.get(ownerOf(place)) ?? [];
    const hasTerms = place.schoolId === null || own.some(({ kind }) => kind === "term");
    const authoritys = known.get(ownerOf({ ...place, schoolId: null })) ?? [];
    return reply.page({
      title: "Term dates of one place",
      children: (
        <PlaceTermsPage
          place={place}
          own={own}
          borrowed={hasTerms ? undefined : authoritys}
          csrf={session?.csrfToken ?? ""}
        />
      ),
    });
  });

  server.post<OfPlace>("/terms/:code/taken-out", permitted, async (request, reply) => {
    const { code } = request.params;
    const read = removal.safeParse(request.body);
    if (!read.success) throw new NotFound();
    await request.perform("import-terms", (context) =>
      takeOutDates(context, keepsight.jobs, { code, spanId: read.data.span }),
    );
    return reply.redirect(`/terms/${code}`, 303);
  });
}
