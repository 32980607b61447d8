import { NotAllowed, NotFound } from "../../database/index.ts";

/** The words of RFC 7644, 3.12, by which a directory knows what kind of mistake it made. */
type ScimType =
  | "invalidFilter"
  | "invalidPath"
  | "invalidSyntax"
  | "invalidValue"
  | "mutability"
  | "uniqueness";

/** What SCIM answers that refuses. `detail` says in a sentence what to do. */
export class Refusal extends Error {
  readonly status: number;
  readonly scimType: ScimType | undefined;

  constructor(status: number, detail: string, scimType?: ScimType) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }
}

/** A refusal in SCIM's own shape (RFC 7644, 3.12). */
export function refusalBody({ status, message, scimType }: Refusal) {
  return {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
    status: String(status),
    ...(scimType && { scimType }),
    detail: message,
  };
}

const byStatus: Record<number, string> = {
  413: "Send less at once: the members of a group in parts, by PATCH.",
  415: "Send JSON as application/scim+json.",
  429: "Wait as long as Retry-After says, and send it again.",
};

/** Whatever was thrown, as a refusal; undefined for what is a fault of ours. */
export function refusalOf(fault: unknown): Refusal | undefined {
  if (fault instanceof Refusal) return fault;
  if (fault instanceof NotFound)
    return new Refusal(404, "This directory knows nobody and no group by this id.");
  if (fault instanceof NotAllowed) return new Refusal(403, "This client may not tell of staff.");
  const { statusCode, code, constraint } = fault as {
    statusCode?: number;
    code?: string;
    constraint?: string;
  };
  // Two requests at once told of the same; the table's own key met the second.
  if (code === "23505" && constraint?.startsWith("staff_"))
    return new Refusal(409, "There is one with this name already.", "uniqueness");
  if (code === "23505") return new Refusal(409, "Somebody else has this e-mail address.", "uniqueness");
  if (code === "22021" || code === "22P05")
    return new Refusal(400, "Leave the null character out.", "invalidValue");
  if (statusCode !== undefined && statusCode < 500)
    return new Refusal(
      statusCode,
      byStatus[statusCode] ?? "This is no JSON that can be read.",
      "invalidSyntax",
    );
  return undefined;
}
