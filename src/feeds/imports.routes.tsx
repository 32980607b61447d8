import multipart, { type MultipartFile } from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo } from "../access/index.ts";
import { csrfTokenMatches } from "../access/sign-in/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Keepsight } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { errorsBeside, type FormErrors, hidden } from "../web/design/index.ts";
import { feedsOf } from "./feeds.store.ts";
import { UnreadableFile } from "./header.ts";
import { ImportPage } from "./import.page.tsx";
import { ImportsPage } from "./imports.page.tsx";
import { importOf, importsBefore, wholeAuthoritiesOf } from "./imports.store.ts";
import type { ListDefinition } from "./list-definition.ts";
import { listLayoutRoutes } from "./list-layout.routes.tsx";
import { definitionOf, listDefinitions } from "./lists/index.ts";
import { lookAtFile } from "./look-at-file.ts";
import { receiveFile } from "./receive-file.ts";
import { forgetUpload, keepUpload } from "./receive-upload.ts";
import { rejectedRowRoutes } from "./rejected-rows.routes.tsx";
import { rowsWaitingCount } from "./rejected-rows.store.ts";
import { uploadsFolder } from "./run-import.ts";
import { schoolFeedRoutes } from "./school-feeds.routes.tsx";
import { schoolFeedCounts } from "./school-feeds.store.ts";

const largestUpload = 250_000_000;
const importsOnPage = 50;
const importing = { config: { permission: "import-roll" as const } };
const position = z.coerce.number().int().positive().optional().catch(undefined);

/** Sending a file, how it goes, and the rows that wait. */
export function importRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.get("/imports", importing, (request, reply) => showImports(request, reply));

  server.get<{ Params: { id: string } }>("/imports/:id", importing, async (request, reply) => {
    const { context } = request;
    const read = await importOf(context.database, position.parse(request.params.id) ?? 0);
    if (!read) throw new NotFound();
    await context.audit({ act: "saw import", subject: "import", subjectId: read.id });
    // Without JavaScript too, the page comes again while the file is being read.
    if (read.state === "waiting" || read.state === "running") reply.header("refresh", "2");
    const waiting = await rowsWaitingCount(context.database, read.id);
    const alreadyIn = (request.query as Record<string, unknown>)["sent"] === "again";
    return reply.page({
      title: `Import ${read.id}`,
      children: <ImportPage read={read} waiting={waiting} alreadyIn={alreadyIn} />,
    });
  });

  // Files alone come as multipart, and only here.
  server.register(async (uploads) => {
    await uploads.register(multipart, { limits: { fileSize: largestUpload, files: 1, fields: 10 } });
    // The token stands in the body, which is only read below.
    const config = { ...importing.config, csrf: false };
    uploads.post("/imports", { config }, async (request, reply) => {
      const sent = await sentFile(request, keepsight);
      if ("errors" in sent) return showImports(request, reply, sent.errors, sent.word);
      request.body = { [hidden.once]: sent.once };
      const { outcome, importId, storedAt } = await request.perform("import-roll", async (context) => {
        const received = await receiveFile(context, sent.file);
        if (received.outcome !== "already-in")
          await keepsight.jobs.send(context.database, "run-import", { importId: received.importId });
        return { ...received, storedAt: sent.file.storedAt };
      });
      // The form sent twice, or a file that is in already: this copy is read by nobody.
      if (outcome === "already-in" || storedAt !== sent.file.storedAt) await forgetUpload(sent.file.storedAt);
      return reply.redirect(`/imports/${importId}${outcome === "already-in" ? "?sent=again" : ""}`, 303);
    });
  });
  listLayoutRoutes(server);
  schoolFeedRoutes(server);
  rejectedRowRoutes(server);
}

type Sent =
  | { file: Parameters<typeof receiveFile>[1]; once: unknown }
  | { errors: FormErrors; word: string | undefined };

/** The form's list and its file, kept on disk as it comes in; the fields stand before the file in the form. */
async function sentFile(request: FastifyRequest, keepsight: Keepsight): Promise<Sent> {
  const part = await request.file();
  const fields = part?.fields ?? {};
  if (!part || !request.session || !csrfTokenMatches(request.session, textOf(fields[hidden.csrf]))) {
    part?.file.resume();
    throw Object.assign(new Error("This form came from another page."), { statusCode: 403 });
  }
  const word = textOf(fields["list"]);
  const definition = mayBring(request).find((one) => one.word === word);
  const folder = uploadsFolder(keepsight);
  const storedAt = await keepUpload(folder, part.file, request.context.now);
  const refuse = async (wanted: Record<string, string>): Promise<Sent> => {
    await forgetUpload(storedAt);
    return { errors: errorsBeside(wanted), word };
  };
  if (!definition) return refuse({ list: "Choose which list it is" });
  if (part.filename === "") return refuse({ file: "Choose the file to send" });
  if (part.file.truncated) return refuse({ file: "The file is larger than 250 MB. Send it in parts" });
  try {
    const look = await lookAtFile(storedAt);
    return {
      file: { definition, fileName: part.filename, storedAt, look },
      once: textOf(fields[hidden.once]),
    };
  } catch (fault) {
    if (!(fault instanceof UnreadableFile)) throw fault;
    return refuse({ file: fault.message });
  }
}

function textOf(field: MultipartFile["fields"][string]): string {
  return field && "value" in field && typeof field.value === "string" ? field.value : "";
}

/** A school brings its roll, its marks, and who joined and left it; the other lists are of whole authorities. */
function mayBring({ context }: FastifyRequest): readonly ListDefinition[] {
  return listDefinitions.filter(({ ofSchools }) => ofSchools || wholeAuthoritiesOf(context.viewer).size > 0);
}

async function showImports(
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
  word?: string,
): Promise<FastifyReply> {
  const { context } = request;
  const before = position.parse((request.query as Record<string, unknown>)["before"]);
  const whole = wholeAuthoritiesOf(context.viewer).size > 0;
  const [found, feeds] = await Promise.all([
    importsBefore(context.database, before, importsOnPage + 1),
    whole ? feedsOf(context.database) : [],
  ]);
  const imports = found.slice(0, importsOnPage);
  const bySchool = feeds.filter(({ list }) => definitionOf(list).everySchool);
  const [waiting, schools] = await Promise.all([
    rowsWaitingCount(context.database),
    bySchool.length > 0 ? schoolFeedCounts(context.database, bySchool, dayOf(context.now)) : [],
  ]);
  await context.audit({ act: "listed imports", subject: "list", details: { rows: imports.length } });
  return reply.page({
    status: errors ? 422 : 200,
    title: "Imports",
    wide: true,
    errors,
    children: (
      <ImportsPage
        imports={imports}
        moreAt={found.length > importsOnPage ? `/imports?before=${imports.at(-1)?.id}` : undefined}
        waiting={waiting}
        mayBring={mayBring(request)}
        feeds={feeds}
        schools={schools}
        now={context.now}
        keepsKeys={mayDo(context.viewer, "keep-api-keys")}
        csrf={request.session?.csrfToken ?? ""}
        typed={word === undefined ? undefined : { list: word }}
        errors={errors}
      />
    ),
  });
}
