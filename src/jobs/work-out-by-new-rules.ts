import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { workOutWhatDiffers } from "../cases/index.ts";
import type { Keepsight } from "../context.ts";
import { connectionPool, type Database, databaseFor } from "../database/index.ts";
import { isOwn, type Procedure, takeUpVersions } from "../procedures/index.ts";
import { workOutPassedOn } from "../referrals/index.ts";
import { eachInTurn } from "./each-in-turn.ts";

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };

/**
 * A program that comes with other rules than the one before works out anew what every case and referral owes, once: lists would go on
 * with what the old rules asked until each child's next fact. Which cases differ is found as `obligations verify` finds it, on a
 * connection of its own; broken off, it begins again. Answers how many cases differed; undefined where the rules are the same.
 */
export async function workOutByNewRules(keepsight: Keepsight, ownerUrl: string): Promise<number | undefined> {
  await takeUpVersions(keepsight);
  const { procedures } = keepsight;
  const fingerprint = fingerprintOf(procedures);
  const owners = connectionPool(ownerUrl, 1);
  const database = databaseFor(owners, undefined);
  try {
    if ((await lastFingerprint(database)) === fingerprint) return undefined;
    let differed = 0;
    const context = { database, procedures, now: keepsight.now() };
    const works = [
      async () => {
        differed = await workOutWhatDiffers(context);
      },
      () => workOutPassedOn(context),
    ];
    await eachInTurn(works, (workOut) => workOut());
    await database
      .insertInto("rules_worked_by")
      .values({ fingerprint, worked_at: keepsight.now() })
      .execute();
    return differed;
  } finally {
    await owners.end();
  }
}

function fingerprintOf(procedures: readonly Procedure[]): string {
  const shipped = procedures.filter((each) => !isOwn(each));
  return createHash("sha256")
    .update(JSON.stringify([version, shipped]))
    .digest("hex");
}

async function lastFingerprint(database: Database): Promise<string | undefined> {
  const last = await database
    .selectFrom("rules_worked_by")
    .select("fingerprint")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.fingerprint;
}
