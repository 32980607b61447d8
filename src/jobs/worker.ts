import pg from "pg";
import { type JobWithMetadata, PgBoss, type WorkOptions } from "pg-boss";
import { authoritiesKnown } from "../access/index.ts";
import { sealAudit } from "../audit/index.ts";
import { workOutByNewTerms, workOutLateWaits } from "../cases/index.ts";
import { compareLists, referUnanswered } from "../comparisons/index.ts";
import type { Keepsight } from "../context.ts";
import { asOwner, connectionPool, databaseFor, recordTypes } from "../database/index.ts";
import {
  endMessagesOfClosedCases,
  tellThoseAskedOfFinding,
  tellThoseWhoAskedOfDecisions,
} from "../enquiries/index.ts";
import { carryParcels } from "../exchange/index.ts";
import { emptyFolder, type LookBefore, runImport, takeInFolder } from "../feeds/index.ts";
import { deliverWebhook, followWebhooks } from "../interface/webhooks/index.ts";
import { findLostPupils } from "../lost-pupils/index.ts";
import { linkEveryList } from "../matching/links/index.ts";
import { sendEmail } from "../post/index.ts";
import { takeUpVersions } from "../procedures/index.ts";
import { workOutPassedOn } from "../referrals/index.ts";
import { remindOfDay, remindOfUrgent } from "../reminders/index.ts";
import { keepAreaRegisters, sendDueReports } from "../reports/index.ts";
import { proveVersion } from "../rulebook/index.ts";
import { keepStandingDuties } from "../standing-duties/index.ts";
import { eachInTurn } from "./each-in-turn.ts";
import { carryingTraces, type Jobs } from "./queue.ts";
import { workOutByNewRules } from "./work-out-by-new-rules.ts";

/** At least every ten seconds what was done and seen is under a seal. */
const sealEveryMilliseconds = 5_000;
/** A file that did not grow in between is whole. */
const lookEveryMilliseconds = 10_000;
const emptyEveryMilliseconds = 3_600_000;

export type Worker = { stop: () => Promise<void> };

/** Does what waits in the queues, and seals the audit log. As the owner, whose tables the queues are. */
export async function startWorker(keepsight: Keepsight, ownerUrl: string): Promise<Worker> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 3, ...carryingTraces });
  boss.on("error", (fault) => report("The queue failed", fault));
  await boss.start();
  const owners = connectionPool(ownerUrl, 1);
  const database = databaseFor(owners, undefined);
  const worked = () => ({ database, procedures: keepsight.procedures, now: keepsight.now() });
  const office = { database, settings: keepsight.settings, now: keepsight.now };
  const soon = { pollingIntervalSeconds: 1 };
  await takeUp(boss, "run-import", soon, ([job]) => runImport(keepsight, job.data.importId));
  await takeUp(boss, "work-out-late-waits", {}, async () => {
    await takeUpVersions(keepsight);
    const context = worked();
    await eachInTurn(
      [() => workOutLateWaits(context), () => workOutPassedOn(context, { waitingTooLong: context.now })],
      (workOut) => workOut(),
    );
  });
  await takeUp(boss, "work-out-by-new-terms", {}, async ([{ data }]) => {
    await takeUpVersions(keepsight);
    const context = worked();
    await eachInTurn(
      [
        () => workOutByNewTerms(context, data),
        () => workOutPassedOn(context, data),
        () => keepStandingDuties(context, data.authorities),
      ],
      (workOut) => workOut(),
    );
  });
  await takeUp(boss, "work-out-by-new-rules", soon, async () => {
    const differed = await workOutByNewRules(keepsight, ownerUrl);
    if (differed) console.log(`The rules have changed: ${differed} cases were worked out anew.`);
  });
  await takeUp(boss, "keep-standing-duties", {}, async () => {
    await takeUpVersions(keepsight);
    await eachInTurn([() => keepStandingDuties(worked()), () => keepAreaRegisters(keepsight)], (keep) =>
      keep(),
    );
  });
  await takeUp(boss, "compare-lists", { batchSize: 20 }, async (jobs) => {
    // Files that come one after another are compared once.
    const asked = new Set(jobs.map(({ data }) => data?.authorityId ?? null));
    const authorities = await authoritiesKnown(database);
    await eachInTurn(
      authorities.filter(({ id }) => asked.has(null) || asked.has(id)),
      async ({ id }) => {
        await compareLists(worked(), id);
        // By what the lists say now: who has arrived meanwhile is not referred.
        await referUnanswered(keepsight, id);
      },
    );
  });
  await takeUp(boss, "prove-procedure", soon, async ([{ data }]) => {
    await takeUpVersions(keepsight);
    await proveVersion(worked(), data.proofId);
  });
  await takeUp(boss, "link-lists", {}, async () => {
    try {
      await asOwner(ownerUrl, (owner) => linkEveryList(keepsight, owner));
    } finally {
      // Whom a row means decides what the comparisons find, and whose transfer file waits for a new pupil.
      await boss.send("compare-lists", {});
      await boss.send("find-lost-pupils", {});
    }
  });
  await takeUp(boss, "send-email", soon, async ([{ data, retryCount, retryLimit }]) => {
    const lastTry = retryCount >= retryLimit;
    if ((await sendEmail(office, { ...data, lastTry })) === "try-again") throw new NotTaken();
  });
  await takeUp(boss, "find-lost-pupils", { pollingIntervalSeconds: 5 }, async () => {
    await takeUpVersions(keepsight);
    await findLostPupils(keepsight, database);
  });
  await takeUp(boss, "follow-webhooks", soon, () => followWebhooks(keepsight, database));
  await takeUp(boss, "deliver-webhook", soon, async ([{ data, retryCount, retryLimit }]) => {
    const lastTry = retryCount >= retryLimit;
    if ((await deliverWebhook(office, { ...data, lastTry })) === "try-again") throw new NotTaken();
  });
  await takeUp(boss, "carry-parcels", { ...soon, batchSize: 20 }, () => carryParcels(keepsight, database));
  await takeUp(boss, "end-messages", {}, () =>
    // A message that has ended is no longer there to be told of.
    eachInTurn([tellThoseAskedOfFinding, endMessagesOfClosedCases, tellThoseWhoAskedOfDecisions], (work) =>
      work(keepsight),
    ),
  );
  await takeUp(boss, "send-due-reports", {}, () => sendDueReports(keepsight));
  await takeUp(boss, "remind-of-urgent", soon, ([{ data }]) => remindOfUrgent(keepsight, data));
  await takeUp(boss, "remind-of-day", {}, async () => {
    await takeUpVersions(keepsight);
    await remindOfDay(keepsight);
  });
  await boss.schedule("follow-webhooks", "* * * * *");
  await boss.schedule("carry-parcels", "* * * * *");
  await boss.schedule("end-messages", "*/5 * * * *");
  // Before people's day begins.
  await boss.schedule("send-due-reports", "0 6 * * *", {}, { tz: "Europe/London" });
  await boss.schedule("remind-of-day", "30 6 * * 1-5", {}, { tz: "Europe/London" });
  await boss.schedule("link-lists", "45 0 * * *", {}, { tz: "Europe/London" });
  await boss.schedule("work-out-late-waits", "*/15 * * * *");
  await boss.schedule("keep-standing-duties", "*/15 * * * *");
  // With the day children come of age, start days pass and cases close.
  await boss.schedule("compare-lists", "15 1 * * *", {}, { tz: "Europe/London" });
  // Neither a program with new rules, nor a register that has been brought up to date nor a new authority need wait for the quarter of an hour.
  await boss.send("work-out-by-new-rules", {});
  await boss.send("work-out-late-waits", {});
  await boss.send("keep-standing-duties", {});
  await boss.send("compare-lists", {});
  // A morning on which no worker ran is caught up with.
  await boss.send("send-due-reports", {});
  await boss.send("remind-of-day", {});
  // What was on its way when a worker died goes on at once.
  await boss.send("carry-parcels", {});
  const sealing = keepSealing(keepsight, ownerUrl);
  const watching = keepWatching(keepsight);
  return {
    stop: async () => {
      watching.stop();
      await boss.stop({ graceful: true, timeout: 5_000 });
      await sealing.stop();
      await owners.end();
    },
  };
}

/** Takes in what is put into the watched folder, and deletes what was done with long ago. A file that is being read when the program stops goes on at the next start. */
function keepWatching(keepsight: Keepsight): { stop: () => void } {
  const folder = keepsight.settings.watchedFolder;
  const before: LookBefore = new Map();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let emptiedAt = Number.NEGATIVE_INFINITY;
  const turn = async () => {
    if (folder) await lookInto(folder).catch((fault) => report("The watched folder failed", fault));
    if (!stopped) timer = setTimeout(() => void turn(), lookEveryMilliseconds);
  };
  const lookInto = async (path: string) => {
    await takeInFolder(keepsight, path, before);
    if (performance.now() - emptiedAt < emptyEveryMilliseconds) return;
    emptiedAt = performance.now();
    await emptyFolder(keepsight, path);
  };
  if (folder) void turn();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function keepSealing(keepsight: Keepsight, ownerUrl: string): Worker {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const turn = async () => {
    const owner = new pg.Client({
      connectionString: ownerUrl,
      application_name: "keepsight seal",
      types: recordTypes,
    });
    owner.on("error", () => {});
    try {
      await owner.connect();
      while (!stopped) {
        await sealAudit(owner, keepsight.now());
        await new Promise((wake) => {
          timer = setTimeout(wake, sealEveryMilliseconds);
          pending = wake as () => void;
        });
      }
    } catch (fault) {
      report("The audit log could not be sealed; trying again", fault);
      if (!stopped) timer = setTimeout(() => void turn(), sealEveryMilliseconds);
    } finally {
      await owner.end().catch(() => {});
    }
  };
  let pending: (() => void) | undefined;
  const running = turn();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      pending?.();
      await running;
    },
  };
}

/** What is sent outside and was not taken: failed here, the queue tries it again after its pause. */
class NotTaken extends Error {
  override readonly name = "NotTaken";
}

type Taken<Name extends keyof Jobs> = JobWithMetadata<Jobs[Name]>;

/**
 * Does the jobs of one name, one at a time where no `batchSize` is given. What fails is logged, and kept with the job, by no more than the
 * kind of fault: the fault itself may quote a record.
 */
async function takeUp<Name extends keyof Jobs>(
  boss: PgBoss,
  name: Name,
  options: Pick<WorkOptions, "pollingIntervalSeconds" | "batchSize">,
  work: (jobs: [Taken<Name>, ...Taken<Name>[]]) => Promise<unknown>,
): Promise<void> {
  await boss.work<Jobs[Name], void>(name, { ...options, includeMetadata: true }, async (jobs) => {
    try {
      await work(jobs as [Taken<Name>, ...Taken<Name>[]]);
    } catch (fault) {
      report(`The job ${name} failed`, fault);
      throw new Error(kindOf(fault));
    }
  });
}

function report(what: string, fault: unknown): void {
  console.error(`${what}: ${kindOf(fault)}`);
}

/** The code or name of a fault; of several thrown together, each kind once. */
function kindOf(fault: unknown): string {
  if (fault instanceof AggregateError) return [...new Set(fault.errors.map(kindOf))].join(", ");
  return (fault as { code?: string }).code ?? (fault as Error).name;
}
