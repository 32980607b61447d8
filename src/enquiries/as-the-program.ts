import { programItself } from "../access/index.ts";
import type { Context } from "../context.ts";
import { viewTransactionAs } from "./answers.store.ts";

/**
 * The narrow door by which an answer from outside gets into the case that asked: runs `work` in the act's own
 * transaction as the program itself, which may see every case, and then goes on as the person who answers. Outside a
 * transaction it opens nothing. See docs/decisions/0006-answers-from-outside.md.
 */
export async function asTheProgram<Answer>(
  context: Context,
  work: (context: Context) => Promise<Answer>,
): Promise<Answer> {
  const { database, viewer } = context;
  const program = await programItself(database);
  await viewTransactionAs(database, program.personId);
  try {
    return await work({ ...context, viewer: program });
  } finally {
    // In a transaction that has failed this fails too; the setting ends with it.
    await viewTransactionAs(database, viewer.personId).catch(() => {});
  }
}
