import { programItself } from "../access/index.ts";
import { type Keepsight, perform } from "../context.ts";
import { databaseFor } from "../database/index.ts";
import { eachInTurn } from "../jobs/each-in-turn.ts";
import { onceKey } from "../jobs/once-key.ts";
import { postEmail } from "../post/index.ts";
import { mayOpen, type UrgentMatter, whoActsOn } from "./reminders.store.ts";

/**
 * Writes to those who decide on an urgent referral or go on an urgent visit, and may see it, that it waits; to each once. Whoever sent it
 * knows. [G05] [C20]
 */
export async function remindOfUrgent(keepsight: Keepsight, matter: UrgentMatter): Promise<void> {
  const viewer = await programItself(databaseFor(keepsight.pool, undefined));
  const people = await whoActsOn(databaseFor(keepsight.pool, viewer.personId), matter);
  await eachInTurn(people, async ({ personId, authorityId, council, email, reference }) => {
    if (!(await mayOpen(databaseFor(keepsight.pool, personId), matter))) return;
    const key = onceKey("urgent reminder", matter.about, matter.reference, personId);
    const call = { viewer, act: "schedule-report", key, request: "reminders" } as const;
    await perform(keepsight, call, async (context) => {
      await postEmail(context, {
        ...{ authorityId, council, to: email, about: "urgent", reference },
        links: [
          matter.about === "referral"
            ? { title: "The referral", href: `/referrals/${reference}` }
            : { title: "The visit", href: `/cases/${reference}/visits` },
        ],
      });
      await context.audit({
        ...{ act: "told of something urgent", subject: "person", subjectId: personId, authorityId },
        details: matter,
      });
      return null;
    });
  });
}
