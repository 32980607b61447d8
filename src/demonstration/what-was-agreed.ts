import { type Viewer, viewerOf } from "../access/index.ts";
import { type Keepsight, perform } from "../context.ts";
import type { Database } from "../database/index.ts";
import { addPartner, confirmPartner, makeKeys, newKeys, partnersOf } from "../exchange/index.ts";
import { makeSchedule } from "../reports/index.ts";
import { agreeToGroupPost, askForGroupPosts, groupPost } from "../staff/group-posts/index.ts";
import { type AuthorityWithTrust, addTrusts, authoritiesWithoutAgreements } from "./what-was-agreed.store.ts";

/**
 * Lets people of each authority agree on what a newcomer would otherwise find empty: a group that gives a trust's staff their post,
 * reports that are sent by time, and an authority with which files are exchanged. By the acts of the pages, so that each has its
 * second person and its lines in the audit log. Does nothing where that is there.
 */
export async function agreeOnTheUsual(keepsight: Keepsight, owner: Database): Promise<void> {
  await addTrusts(owner, keepsight.now().toZonedDateTimeISO("Europe/London").toPlainDate());
  for (const authority of await authoritiesWithoutAgreements(owner)) {
    await partnerFarshire(keepsight, owner, authority);
    await scheduleReports(keepsight, owner, authority);
    // Last: by it a start that was killed knows what is there.
    await giveTheTrustItsPost(keepsight, owner, authority);
  }
}

/** Keys that nobody has the secrets of: nothing goes there, and nothing comes. */
async function partnerFarshire(
  keepsight: Keepsight,
  owner: Database,
  { id, dataOfficer, namedOfficer }: AuthorityWithTrust,
): Promise<void> {
  const call = { act: "keep-partners", request: "demonstration" } as const;
  const farshire = { code: "996", name: "Farshire", address: null, keys: [await newKeys()] };
  const rules = {
    ...{ sends: true, takes: true, byHand: true },
    basis: "Invented: exchange of files of pupils whose school is not known, agreed on 1 September 2026",
  };
  await perform(keepsight, { ...call, viewer: await person(owner, dataOfficer) }, async (context) => {
    if ((await partnersOf(context.database, id)).length > 0) return;
    await makeKeys(context, id);
    await addPartner(context, id, farshire, rules);
  });
  await perform(keepsight, { ...call, viewer: await person(owner, namedOfficer) }, async (context) => {
    for (const partner of await partnersOf(context.database, id)) await confirmPartner(context, partner);
  });
}

/** To roles, since people come and go. */
async function scheduleReports(
  keepsight: Keepsight,
  owner: Database,
  { id: authorityId, namedOfficer }: AuthorityWithTrust,
): Promise<void> {
  const viewer = await person(owner, namedOfficer);
  const call = { viewer, act: "schedule-report", request: "demonstration" } as const;
  const place = { authorityId, areaId: null, personId: null };
  const monday = { every: "week", weekday: 1 } as const;
  const monthly = { every: "month", weekday: null } as const;
  await perform(keepsight, call, async (context) => {
    await makeSchedule(context, { ...place, report: "overview", role: "named-officer", rhythm: monday });
    await makeSchedule(context, { ...place, report: "unfound", role: "cme-officer", rhythm: monthly });
  });
}

async function giveTheTrustItsPost(
  keepsight: Keepsight,
  owner: Database,
  { id: authorityId, dataOfficer, namedOfficer, trust, trustUid, schools }: AuthorityWithTrust,
): Promise<void> {
  const call = { act: "keep-staff-groups", request: "demonstration" } as const;
  const order = {
    ...{ authorityId, groupName: `${trust} attendance team`, role: "school-attendance-officer" },
    ...{ areaId: null, agencyId: null, ofOrganisation: false, trustUid },
  };
  const orders = schools.map((schoolId) => ({ ...order, schoolId }));
  const asker = await person(owner, dataOfficer);
  const [id] = await perform(keepsight, { ...call, viewer: asker }, (context) =>
    askForGroupPosts(context, orders),
  );
  await perform(keepsight, { ...call, viewer: await person(owner, namedOfficer) }, async (context) => {
    const asked = id === undefined ? undefined : await groupPost(context.database, id);
    if (asked) await agreeToGroupPost(context, asked);
  });
}

async function person(owner: Database, id: number): Promise<Viewer> {
  const viewer = await viewerOf(owner, id);
  if (!viewer) throw new Error("Somebody of the demonstration is not there");
  return viewer;
}
