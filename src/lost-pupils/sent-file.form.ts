import type { MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { csrfTokenMatches } from "../access/sign-in/index.ts";
import type { Keepsight } from "../context.ts";
import { type Scan, scanned } from "../referrals/originals/index.ts";
import { hidden } from "../web/design/index.ts";

/** The form and file that a person sent, the file looked at for viruses; or what is wanted of the file. */
export type FormWithFile =
  | { fields: Record<string, string>; fileName: string; content: Buffer; scan: Scan }
  | { fields: Record<string, string>; wanted: string };

/**
 * Reads a form that brings one file; its fields stand before the file. What follows can be performed once by its key.
 * @throws with status 403 for a form of another page.
 */
export async function formWithFile(
  request: FastifyRequest,
  { settings }: Pick<Keepsight, "settings">,
): Promise<FormWithFile> {
  const part = await request.file();
  const sent = Object.entries(part?.fields ?? {}).map(([name, field]) => [name, textOf(field)] as const);
  const fields = Object.fromEntries(sent);
  if (!part || !request.session || !csrfTokenMatches(request.session, fields[hidden.csrf] ?? "")) {
    part?.file.resume();
    throw Object.assign(new Error("This form came from another page."), { statusCode: 403 });
  }
  request.body = { [hidden.once]: fields[hidden.once] };
  const content = await part.toBuffer().catch(() => undefined);
  if (!content) return { fields, wanted: "The file is larger than 10 MB. A file of one pupil is not" };
  if (part.filename === "") return { fields, wanted: "Choose the file to send" };
  const scan = await scanned(content, settings.virusScanner).catch((fault: unknown) => {
    request.log.error({ fault: String(fault) }, "The virus scanner could not be asked");
  });
  if (!scan)
    return {
      fields,
      wanted: "The virus scanner could not be asked, so the file was not kept. Try again in a while",
    };
  return { fields, fileName: part.filename, content, scan };
}

function textOf(field: MultipartFile["fields"][string]): string {
  return field && "value" in field && typeof field.value === "string" ? field.value : "";
}
