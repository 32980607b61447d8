import { z } from "zod";
import { withoutSchema } from "./filter.ts";
import { Refusal } from "./refusal.ts";

/** Directories write Add and add; Entra ID writes the first. */
const patch = z.object({
  Operations: z
    .array(
      z.object({
        op: z
          .string()
          .toLowerCase()
          .pipe(z.enum(["add", "replace", "remove"])),
        path: z.string().max(500).optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(1000),
});

/** One change of one attribute. Names are in lower case: SCIM does not mind case. */
export type Change = { op: "add" | "replace" | "remove"; path: string; value?: unknown };

/**
 * A PATCH (RFC 7644, 3.5.2) as changes of one attribute each. A value without a path holds several attributes, by nested
 * objects (Okta) or by names with dots (Entra ID). @throws Refusal
 */
export function changesRead(body: unknown): Change[] {
  const read = patch.safeParse(body);
  if (!read.success)
    throw new Refusal(
      400,
      'Send {"Operations": [{"op": "replace", "path": ..., "value": ...}]}.',
      "invalidSyntax",
    );
  return read.data.Operations.flatMap(({ op, path, value }): Change[] => {
    if (path !== undefined) return [{ op, path: withoutSchema(path).toLowerCase(), value }];
    if (op === "remove") throw new Refusal(400, "Say by a path what to remove.", "invalidPath");
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new Refusal(400, "Without a path, send the attributes as an object.", "invalidValue");
    return Object.entries(value).map(([name, one]) => ({
      ...{ op, value: one },
      path: withoutSchema(name).toLowerCase(),
    }));
  });
}
