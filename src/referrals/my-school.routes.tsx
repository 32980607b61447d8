import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing, schoolNames } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { isOfCompulsorySchoolAge, readSought } from "../children/index.ts";
import { NotFound } from "../database/index.ts";
import { draftOf, draftsOf, keepDraftForHours } from "../drafts/index.ts";
import { GovukBackLink, type Typed } from "../web/design/index.ts";
import { SentReferralPage } from "./acknowledgement.page.tsx";
import { decisionDueOn } from "./decision-due.ts";
import { MySchoolPage } from "./my-school.page.tsx";
import { leaversWithoutDestination, pupilsById, pupilsCalled } from "./pupils.store.ts";
import { referralByReference, referralsOfSchools } from "./referrals.store.ts";
import { schoolForms } from "./school-forms.ts";
import { type SchoolSource, schoolSteps } from "./school-steps.ts";
import { beginForSibling, siblingsToReport } from "./siblings.ts";

const mostFound = 60;
const mostReferrals = 50;

/** A school's own pages: its leavers, its pupils, and what became of its referrals. */
export function mySchoolRoutes(server: FastifyInstance, sources: readonly SchoolSource[]): void {
  server.post("/my-school", { config: { permission: "see-my-school" } }, async (request, reply) => {
    const typed = String((request.body as Typed)["sought"] ?? "").slice(0, 200);
    const key = crypto.randomUUID();
    await keepDraftForHours(request.context, 1, "sought", key, { sought: typed });
    return reply.redirect(`/my-school?found=${key}#pupil`, 303);
  });

  server.get("/my-school", { config: { permission: "see-my-school" } }, async (request, reply) => {
    const { database, now, audit } = request.context;
    const schools = schoolsOf(request);
    const today = dayOf(now);
    const typed = await soughtBy(request);
    const sought = readSought(typed);
    const isSearch = sought.names.length > 0 || sought.upn !== undefined || sought.bornOn !== undefined;
    const found = isSearch ? await pupilsCalled(database, schools, sought, mostFound) : undefined;
    const leavers = await leaversWithoutDestination(database, schools, today.subtract({ years: 1 }), today);
    const referrals = await referralsOfSchools(database, schools, mostReferrals);
    const drafts = await draftsHalfWay(request);
    const owed = await schoolSteps(request.context, schools, sources);
    const shown = [...(found ?? []), ...leavers].map(({ id }) => id);
    const named = owed.flatMap(({ about }) => (typeof about === "string" ? [] : about.childId));
    await audit({
      act: "saw own school",
      subject: "list",
      details: { found: shown.length, children: [...new Set([...shown, ...named])] },
    });
    return reply.page({
      title: "My school",
      wide: true,
      children: (
        <MySchoolPage
          schoolNames={await schoolNames(database, schools)}
          {...{ today, now, owed }}
          csrf={request.session?.csrfToken ?? ""}
          typed={typed}
          found={found}
          leavers={leavers.filter(
            ({ id, dateOfBirth }) =>
              !drafts.some(({ childId }) => childId === id) &&
              (!dateOfBirth || isOfCompulsorySchoolAge(dateOfBirth, today)),
          )}
          drafts={drafts}
          referrals={referrals}
        />
      ),
    });
  });

  server.get(
    "/my-school/referrals/:reference",
    { config: { permission: "see-my-school" } },
    async (request, reply) => {
      const { context } = request;
      const { reference } = request.params as { reference: string };
      const referral = await referralByReference(context.database, reference);
      if (!referral || !schoolsOf(request).includes(referral.schoolId ?? 0)) throw new NotFound();
      const { id, childId, authorityId } = referral;
      await context.audit({
        ...{ act: "saw referral", subject: "referral", subjectId: id, authorityId },
        ...(childId !== null && { childId }),
      });
      const siblings = await siblingsToReport(context, referral);
      return reply.page({
        title: `Referral ${reference}`,
        before: <GovukBackLink href="/my-school" text="My school" />,
        children: (
          <SentReferralPage
            from="school"
            referral={referral}
            justSent={(request.query as Record<string, unknown>)["sent"] !== undefined}
            decisionDue={await decisionDueOn(context, referral)}
            siblings={siblings}
            csrf={request.session?.csrfToken ?? ""}
          />
        ),
      });
    },
  );

  server.post(
    "/my-school/referrals/:reference/siblings",
    { config: { permission: "make-referral" } },
    async (request, reply) => {
      const { reference } = request.params as { reference: string };
      const read = siblingAsked.safeParse(request.body);
      if (!read.success) throw new NotFound();
      return reply.redirect(await beginForSibling(request.context, reference, read.data.sibling), 303);
    },
  );
}

/** A brother or sister of a pupil just reported, told apart by number. */
const siblingAsked = z.object({ sibling: z.coerce.number().int().positive() });

function schoolsOf({ context }: FastifyRequest): number[] {
  return postsAllowing(context.viewer, "see-my-school").flatMap(({ schoolId }) => schoolId ?? []);
}

async function soughtBy({ context, query }: FastifyRequest): Promise<string> {
  const key = (query as Record<string, unknown>)["found"];
  const draft = typeof key === "string" ? await draftOf(context, "sought", key) : undefined;
  return String(draft?.["sought"] ?? "");
}

/** The pupils whose referral the viewer began and has not sent; one who is no longer theirs is left out. */
async function draftsHalfWay({ context }: FastifyRequest) {
  const latest = new Map<number, { savedAt: Temporal.Instant; at: string }>();
  const kept = await Promise.all(
    schoolForms.map(async ({ definition, at }) =>
      (await draftsOf(context, definition.form)).map((draft) => ({ ...draft, at })),
    ),
  );
  for (const { subject, savedAt, at } of kept.flat()) {
    const childId = Number(subject.split(".")[0]);
    const known = latest.get(childId);
    if (!known || Temporal.Instant.compare(savedAt, known.savedAt) > 0) latest.set(childId, { savedAt, at });
  }
  if (latest.size === 0) return [];
  const pupils = await pupilsById(context.database, [...latest.keys()]);
  return pupils.flatMap((pupil) => {
    const draft = latest.get(pupil.id);
    return draft ? [{ ...pupil, childId: pupil.id, ...draft }] : [];
  });
}
