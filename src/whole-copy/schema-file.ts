import { z } from "zod";

export const schemaFile = "schema.json";

const column = z.object({ name: z.string().regex(/^[a-z_0-9]+$/), type: z.string(), nullable: z.boolean() });
const table = z.object({
  name: z.string().regex(/^[a-z_0-9]+$/),
  columns: z.array(column),
  rows: z.number().int().nonnegative(),
  /** Of the table's file. */
  sha256: z.string(),
});

/** What a whole copy says of itself: which tables, with which columns, how many rows, and what was left out. */
export const wholeCopySchema = z.object({
  keepsight: z.literal("whole copy"),
  madeAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(table),
  counters: z.record(z.string().regex(/^[a-z_0-9]+$/), z.string().regex(/^\d+$/).nullable()),
  leftOut: z.record(z.string(), z.string()),
});
export type WholeCopy = z.infer<typeof wholeCopySchema>;

/** A folder or a system that cannot be used, said in one line that a person can mend. */
export class UnusableCopy extends Error {}
