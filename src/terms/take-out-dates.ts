import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import type { JobQueue } from "../jobs/queue.ts";
import { holdTerms, knownSpans, ownerOf } from "./terms.store.ts";
import { changeTerms, placesToSendFor } from "./terms-changed.ts";

/**
 * Takes one stretch out of a place's term dates (act import-terms): a closure or training day that is not so, which no
 * file takes out. @throws NotFound for a place that is not the viewer's, or a stretch that is not there any more.
 */
export async function takeOutDates(
  context: Context,
  jobs: JobQueue,
  { code, spanId }: { code: string; spanId: number },
): Promise<"taken-out"> {
  const { database, viewer } = context;
  await holdTerms(database);
  const place = (await placesToSendFor(database, viewer)).find((each) => each.code === code);
  const known = place && (await knownSpans(database, [place])).get(ownerOf(place));
  const span = known?.find(({ id }) => id === spanId);
  if (!place || !span) throw new NotFound();
  await changeTerms(database, jobs, new Map([[place, { remove: [span], add: [] }]]));
  const { kind, from, until } = span;
  await context.audit({
    act: "took out term dates",
    subject: "list",
    authorityId: place.authorityId,
    details: { place: code, kind, from: String(from), until: String(until) },
  });
  return "taken-out";
}
