import multipart, { type MultipartFile } from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../../access/index.ts";
import { csrfTokenMatches } from "../../access/sign-in/index.ts";
import type { Keepsight } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { errorsBeside, type FormErrors, GovukBackLink, hidden } from "../../web/design/index.ts";
import { type Referral, referralByReference } from "../referrals.store.ts";
import { attachOriginal, largestOriginal } from "./attach-original.ts";
import { fileKinds } from "./file-kind.ts";
import { Originals } from "./originals.form.tsx";
import { originalOf, originalsOf } from "./originals.store.ts";
import { sendToBeSaved } from "./send-to-be-saved.ts";
import { scanned } from "./virus-scan.ts";

const refusals = {
  "unknown-kind": "The file must be a PDF, PNG, JPEG, TIFF or plain text",
  infected: "The file has a virus and was not kept. Ask the sender for it again",
  "too-large": "The file is larger than 10 MB. Send it in parts",
  "scanner-silent": "The virus scanner could not be asked, so the file was not kept. Try again in a while",
  none: "Choose the file to attach",
} as const;

/** The letter, e-mail or form from which a report was entered: attached, and saved again, never opened here. [D02] */
export function originalsRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  const config = { permission: "open-case" } as const;

  server.get("/referrals/:reference/originals", { config }, async (request, reply) =>
    showOriginals(request, reply, await referralAsked(request)),
  );

  server.get("/referrals/:reference/originals/:id", { config }, async (request, reply) => {
    const { context } = request;
    const { id, authorityId, reference, childId } = await referralAsked(request);
    const original = await originalOf(
      context.database,
      id,
      Number((request.params as { id: string }).id) || 0,
    );
    if (!original) throw new NotFound();
    await context.audit({
      ...{ act: "took original", subject: "referral", subjectId: id, authorityId },
      ...(childId !== null && { childId }),
    });
    await context.recorded();
    return sendToBeSaved(reply, {
      type: fileKinds[original.kind].type,
      name: `${reference}-original.${original.kind}`,
      content: original.content,
    });
  });

  // Files alone come as multipart, and only here.
  server.register(async (uploads) => {
    await uploads.register(multipart, { limits: { fileSize: largestOriginal, files: 1, fields: 10 } });
    // The token stands in the body, which is only read below.
    uploads.post(
      "/referrals/:reference/originals",
      { config: { ...config, csrf: false } },
      async (request, reply) => {
        const part = await request.file();
        const fields = part?.fields ?? {};
        if (!part || !request.session || !csrfTokenMatches(request.session, textOf(fields[hidden.csrf]))) {
          part?.file.resume();
          throw Object.assign(new Error("This form came from another page."), { statusCode: 403 });
        }
        const referral = await referralAsked(request);
        const content = await part.toBuffer().catch(() => undefined);
        if (!content) return showOriginals(request, reply, referral, "too-large");
        if (part.filename === "") return showOriginals(request, reply, referral, "none");
        const scan = await scanned(content, keepsight.settings.virusScanner).catch((fault) => {
          request.log.error({ fault: String(fault) }, "The virus scanner could not be asked");
        });
        if (!scan) return showOriginals(request, reply, referral, "scanner-silent");
        request.body = { [hidden.once]: textOf(fields[hidden.once]) };
        const outcome = await request.perform("open-case", (context) =>
          attachOriginal(context, referral.reference, { called: part.filename, content, scan }),
        );
        if (outcome !== "attached") return showOriginals(request, reply, referral, outcome);
        return reply.redirect(`/referrals/${referral.reference}`, 303);
      },
    );
  });
}

async function showOriginals(
  request: FastifyRequest,
  reply: FastifyReply,
  { id, reference }: Referral,
  refused?: keyof typeof refusals,
) {
  const errors: FormErrors | undefined = refused && errorsBeside({ original: refusals[refused] });
  return reply.page({
    title: "The original",
    status: refused ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/referrals/${reference}`} text={`Back to referral ${reference}`} />,
    children: (
      <Originals
        reference={reference}
        originals={await originalsOf(request.context.database, id)}
        csrf={request.session?.csrfToken ?? ""}
        errors={errors}
      />
    ),
  });
}

function textOf(field: MultipartFile["fields"][string]): string {
  return field && "value" in field && typeof field.value === "string" ? field.value : "";
}

/** A referral of an authority in which the viewer decides. */
async function referralAsked({ context, params }: FastifyRequest): Promise<Referral> {
  const { reference } = params as { reference: string };
  const referral = await referralByReference(context.database, reference);
  if (!referral || !mayDo(context.viewer, "open-case", { authorityId: referral.authorityId }))
    throw new NotFound();
  return referral;
}
