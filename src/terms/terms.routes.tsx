import multipart, { type MultipartFile } from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { csrfTokenMatches } from "../access/sign-in/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Keepsight } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { forgetUpload, keepUpload, UnreadableFile, uploadsFolder } from "../feeds/index.ts";
import { errorsBeside, type FormErrors, hidden } from "../web/design/index.ts";
import { noticesOf } from "./calendar-notices.ts";
import { importTerms, type TermsSent } from "./import-terms.ts";
import { placeTermsRoutes } from "./place-terms.routes.tsx";
import { reachOf } from "./reach-of-terms.ts";
import { largestFile, readTermsFile } from "./read-terms-file.ts";
import { latestTermFiles, termFile } from "./term-files.store.ts";
import { TermsPage } from "./terms.page.tsx";
import { knownSpans } from "./terms.store.ts";
import { placesToSendFor } from "./terms-changed.ts";
import { TermsFilePage } from "./terms-file.page.tsx";

const permitted = { config: { permission: "import-terms" as const } };
const position = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).catch(0);
const filesShown = 10;

/** Whose term dates are known, how far they reach, and sending more. */
export function termsRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.get("/terms", permitted, (request, reply) => showTerms(request, reply));

  placeTermsRoutes(server, keepsight);

  server.get<{ Params: { id: string } }>(
    "/terms/files/:id",
    permitted,
    async ({ context, params }, reply) => {
      const file = await termFile(context.database, position.parse(params.id));
      if (!file) throw new NotFound();
      return reply.page({ title: `Term dates: file ${file.id}`, children: <TermsFilePage file={file} /> });
    },
  );

  // Files alone come as multipart, and only here.
  server.register(async (uploads) => {
    await uploads.register(multipart, { limits: { fileSize: largestFile + 1, files: 1, fields: 10 } });
    // The token stands in the body, which is only read below.
    const config = { ...permitted.config, csrf: false };
    uploads.post("/terms", { config }, async (request, reply) => {
      const sent = await sentFile(request, keepsight);
      if ("errors" in sent) return showTerms(request, reply, sent);
      request.body = { [hidden.once]: sent.once };
      const id = await request.perform("import-terms", (context) =>
        importTerms(context, keepsight.jobs, sent.file),
      );
      return reply.redirect(`/terms/files/${id}`, 303);
    });
  });
}

type Refused = { errors: FormErrors; place: string };

/** The form's file as it was read; on disk only as long as that takes. */
async function sentFile(
  request: FastifyRequest,
  keepsight: Keepsight,
): Promise<{ file: TermsSent; once: string } | Refused> {
  const part = await request.file();
  const fields = part?.fields ?? {};
  if (!part || !request.session || !csrfTokenMatches(request.session, textOf(fields[hidden.csrf]))) {
    part?.file.resume();
    throw Object.assign(new Error("This form came from another page."), { statusCode: 403 });
  }
  const place = textOf(fields["place"]);
  const storedAt = await keepUpload(uploadsFolder(keepsight), part.file, request.context.now);
  try {
    if (part.filename === "") return { errors: errorsBeside({ file: "Choose the file to send" }), place };
    const read = await readTermsFile(storedAt);
    const code = place || (await onlyPlaceOf(request));
    return { file: { fileName: part.filename, read, code }, once: textOf(fields[hidden.once]) };
  } catch (fault) {
    if (!(fault instanceof UnreadableFile)) throw fault;
    return { errors: errorsBeside({ file: fault.message }), place };
  } finally {
    await forgetUpload(storedAt);
  }
}

function textOf(field: MultipartFile["fields"][string]): string {
  return field && "value" in field && typeof field.value === "string" ? field.value : "";
}

/** Who sends for one school alone need not say which. */
async function onlyPlaceOf({ context }: FastifyRequest): Promise<string | undefined> {
  const [only, ...others] = await placesToSendFor(context.database, context.viewer);
  return others.length === 0 ? only?.code : undefined;
}

async function showTerms(
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused,
): Promise<FastifyReply> {
  const { context } = request;
  const places = await placesToSendFor(context.database, context.viewer);
  const known = await knownSpans(context.database, places);
  const reaches = reachOf(places, known, context.procedures);
  return reply.page({
    status: refused ? 422 : 200,
    title: "Term dates",
    errors: refused?.errors,
    children: (
      <TermsPage
        places={reaches}
        notices={noticesOf(reaches, context)}
        files={await latestTermFiles(context.database, filesShown)}
        today={dayOf(context.now)}
        csrf={request.session?.csrfToken ?? ""}
        typed={refused && { place: refused.place }}
        errors={refused?.errors}
      />
    ),
  });
}
