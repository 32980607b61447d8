import type { Context } from "../context.ts";
import type { DetailsOf } from "../procedures/index.ts";
import { caseToWork } from "./case-to-work.ts";
import { recordFacts } from "./record-facts.ts";

export type DatabaseCheck = DetailsOf<"database-checked"> & {
  note?: string | undefined;
  seen?: number | undefined;
};

/** Records what the lists say of a child whose case is open. Throws as `caseToWork` and `recordFacts`. [C25, A10] */
export async function checkDatabase(
  context: Context,
  reference: string,
  { found, note, seen }: DatabaseCheck,
): Promise<"recorded" | "closed"> {
  const kase = await caseToWork(context, reference, "work-case");
  if (!kase.open) return "closed";
  await recordFacts(
    context,
    kase.id,
    [
      { kind: "database-checked", details: { found } },
      ...(note ? [{ kind: "note-made", details: { note } } as const] : []),
    ],
    { seen },
  );
  return "recorded";
}
