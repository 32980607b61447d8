import { z } from "zod";
import { NotFound } from "../../database/index.ts";
import { importOf, listDefinitions, stateOfImport, takeInList } from "../../feeds/index.ts";
import { idAsked } from "../../web/asked.ts";
import type { Operation } from "./operation.ts";
import { instant } from "./shapes.ts";

const words = listDefinitions.map(({ word }) => word) as [string, ...string[]];
const count = z.int().min(0);
const feed = z.object({
  ...{ import: z.string(), list: z.enum(words), fault: z.string().nullable() },
  state: z.enum(["waiting", "running", "done", "failed", "cancelled"]),
  rows: z.object({ read: count, new: count, changed: count, same: count, waiting: count }),
  ...{ sentAt: instant, finishedAt: instant.nullable() },
});
const at = "/api/v1/feeds";
const sending = { tag: "Feeds", scope: "feeds:write", acts: ["import-roll"] } as const;

/** Sending lists, by the same import as the upload page. [A02] [B10] */
export const feedOperations: readonly Operation[] = [
  ...listDefinitions.map((definition): Operation => {
    const { word, title } = definition;
    return {
      ...sending,
      ...{
        name: `sendList-${word}`.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
        method: "post",
      },
      ...{
        path: `${at}/${word}`,
        summary: `Send a list: ${title}`,
        body: { file: "text/csv" },
        writes: true,
      },
      answers: {
        status: 202,
        says: "The file waits to be read, or has been in all along (200)",
        schema: z.object({ import: z.string(), outcome: z.enum(["received", "unfinished", "already-in"]) }),
      },
      refuses: [415],
      answer: async ({ keepsight, client, body, once, request }) => {
        const received = await takeInList(keepsight, {
          ...{ viewer: client.viewer, definition, body, once, request: request.id },
          authorityId: client.schoolId === null ? client.authorityId : undefined,
        });
        const location = `${at}/${received.importId}`;
        const status = received.outcome === "already-in" ? 200 : 202;
        return { status, body: { import: location, outcome: received.outcome }, location };
      },
    };
  }),
  {
    ...sending,
    ...{ name: "readFeed", method: "get", path: `${at}/{id}`, summary: "Read how far a file has come" },
    answers: { status: 200, says: "Its state and counts", schema: feed },
    answer: async ({ context, params }) => {
      const read = await importOf(context.database, idAsked.parse(params["id"]) ?? 0);
      if (!read) throw new NotFound();
      await context.audit({ act: "saw import", subject: "import", subjectId: read.id });
      return { body: stateOfImport(read, at) };
    },
  },
];
