import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import {
  compareEastmere,
  comparingDay,
  sendLeaverAgain,
  smallListsCompared,
} from "../../test/support/compared-lists.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { textFile } from "../../test/support/roll-file.ts";
import { perform } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { answerEnquiry } from "../enquiries/answer-enquiry.ts";
import { importFile } from "../feeds/index.ts";
import { searchLists } from "../matching/index.ts";
import { decideReferral } from "../referrals/decide-referral.ts";
import { referralByReference } from "../referrals/referrals.store.ts";
import { fingerprintOf, soughtChild } from "../referrals/sought-child.ts";
import type { ComparisonWord, Evidence } from "./comparison.ts";
import { comparisonCalled } from "./definitions/index.ts";
import { type Settling, settleFindings } from "./settle-findings.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await smallListsCompared(database);
});
afterAll(() => database.end());

/** Where a child is listed, and the evidence in one line. */
async function listedAs(surname: string): Promise<[ComparisonWord, string][]> {
  const { rows } = await database.owner.query(
    "select comparison, evidence from comparison_findings where surname = $1 and listed order by comparison",
    [surname],
  );
  return rows.map(({ comparison, evidence }) => [
    comparison,
    comparisonCalled(comparison)?.inOneLine(evidence as Evidence) ?? "",
  ]);
}

test.each<[string, ComparisonWord, string]>([
  [
    "Gone",
    "left-arrived-nowhere",
    "Left Ashfield Primary School on 3 July 2026; no destination recorded; no roll, no application; on the health list of 23 November 2026",
  ],
  [
    "Astray",
    "left-arrived-nowhere",
    "Left Ashfield Primary School on 3 July 2026; to go to Larkmere Primary School, which has not shown them; no roll, no application; not on the health list",
  ],
])("a leaver without a confirmed arrival is listed: %s [B02]", async (surname, comparison, line) => {
  expect(await listedAs(surname)).toEqual([[comparison, line]]);
});

test.each(["Arrived", "Across", "Athome", "Elder", "Mourned"])(
  "a leaver who arrived, is taught at home, is past school age or has died is not: %s [B02]",
  async (surname) => {
    expect(await listedAs(surname)).toEqual([]);
  },
);

test("a leaver to a school whose roll does not come here is set apart from the alarms, to be confirmed [B02]", async () => {
  const [[comparison, line] = []] = await listedAs("Faraway");
  expect(comparison).toBe("left-arrived-nowhere");
  expect(line).toMatch(/said to go to 8812001, which nobody has confirmed/);
  const { rows } = await database.owner.query(
    "select rank from comparison_findings where surname = 'Faraway' and listed",
  );
  expect(rows).toEqual([{ rank: 4 }]);
});

test.each<[string, string]>([
  ["Unseen", "No roll, no application; no home education; on the health list of 23 November 2026"],
  [
    "Little",
    "No roll, no application; no home education; on the health list of 23 November 2026; not of compulsory school age yet",
  ],
  ["Sixth", "No roll, no application; no home education; on the health list of 23 November 2026"],
  [
    "Movedin",
    "No roll, no application; no home education; Northford wrote on 2 November 2026; not on the health list",
  ],
  [
    "Unfit",
    "Home education from 17 July 2025 was found unsuitable; left Ashfield Primary School on 17 July 2025; no roll, no application; not on the health list",
  ],
])(
  "a child of school age on no roll and in no list of education is listed: %s [B01] [A04]",
  async (surname, line) => {
    expect(await listedAs(surname)).toEqual([["on-no-roll", line]]);
  },
);

test.each([
  ["Unsuitable", "on-no-roll"],
  ["Not suitable - order begun", "on-no-roll"],
  ["NOT DEEMED SUITABLE", "on-no-roll"],
  ["Closed 12/10/2026", "left-arrived-nowhere"],
])(
  "a home education that its list calls %s in words of its own leaves the child listed [A03] [A04]",
  async (status, listed) => {
    const say = async (words: string) => {
      await database.owner.query(
        `update list_entries set other = jsonb_set(other, '{Status}', to_jsonb($1::text)), content_hash = decode(md5($1), 'hex')
         where list = 'home-education' and surname = 'Unfit'`,
        [words],
      );
      await compareEastmere(database);
      return (await listedAs("Unfit")).map(([comparison]) => comparison);
    };
    expect(await say("suitable")).toEqual([]);
    expect(await say(status)).toEqual([listed]);
    expect(await say("found unsuitable")).toEqual(["on-no-roll"]);
  },
);

test.each(["Declined", "Refused by parent", "No"])(
  "a place to begin later that the family answered with %s is none that the child waits for [B03]",
  async (answer) => {
    const surname = `Later${answer.split(" ")[0]}`;
    await importFile(
      database.keepsight,
      "admissions-offers",
      textFile(
        `OfferReference,LACode,LAESTAB,Surname,Forename,DOB,StartOn,Response\nF-${surname},997,9972001,${surname},Robin,2017-03-03,2026-12-07,${answer}\n`,
      ),
      { viewer: await database.who("data.eastmere") },
    );
    await compareEastmere(database);
    expect((await listedAs(surname)).map(([comparison]) => comparison)).toEqual(["did-not-start"]);
  },
);

test.each(["Toddler", "Grown", "Movedaway"])(
  "one below admission age, past school age, or of whom another authority says that they moved away is not: %s [B01]",
  async (surname) => {
    expect(await listedAs(surname)).toEqual([]);
  },
);

test.each(["Provided", "Private"])(
  "one whom an alternative provider or an independent school has is not: %s [B01] [B07]",
  async (surname) => {
    expect(await listedAs(surname)).toEqual([]);
  },
);

test("who left a school for no ground of exclusion, but is on the list of exclusions, counts as excluded [B07]", async () => {
  expect((await listedAs("Expelled")).map(([comparison]) => comparison)).toEqual(["excluded"]);
});

test.each<[string, string]>([
  [
    "Nostart",
    "Offered a place at Saltmarsh High School from 2 September 2026; the family accepted; on no roll; left Ashfield Primary School on 17 July 2026; not on the health list",
  ],
  [
    "Declines",
    "Offered a place at Ashfield Primary School from 2 September 2026; the family declined it; on no roll; not on the health list",
  ],
])("who was to start by now and is on no roll is listed: %s [B03]", async (surname, line) => {
  expect(await listedAs(surname)).toEqual([["did-not-start", line]]);
});

test("who joined in the middle of the year without an application or offer is listed, the intake and the expected are not [B03]", async () => {
  expect(await listedAs("Joins")).toEqual([
    [
      "not-expected",
      "Joined Ashfield Primary School on 12 October 2026; no application, no offer, and no school said that they would come",
    ],
  ]);
  for (const surname of ["Expected", "Intakea", "Intakeb"]) expect(await listedAs(surname)).toEqual([]);
});

test.each<[string, string]>([
  [
    "Waits",
    "Asked for a place on 5 October 2026: being considered; on no roll; left Ashfield Primary School on 2 October 2026; not on the health list",
  ],
  [
    "Refused",
    "Asked for a place on 5 October 2026: refused; on no roll; left Ashfield Primary School on 3 July 2026; not on the health list",
  ],
  [
    "Begins",
    "Is to start at Larkmere Primary School on 1 December 2026; on no roll; left Ashfield Primary School on 2 October 2026; not on the health list",
  ],
  ["Newcomer", "Asked for a place on 5 October 2026: waiting list; on no roll; not on the health list"],
])("who waits for a place or its first day and is on no roll is listed: %s [B04]", async (surname, line) => {
  expect(await listedAs(surname)).toEqual([["waiting-for-a-place", line]]);
});

test("more than one offer held for one child is found, also where no record of the child exists [B04]", async () => {
  expect(await listedAs("Doubly")).toContainEqual([
    "several-offers",
    "Holds 2 offers; Ashfield Primary School and Larkmere Primary School",
  ]);
});

test("who is missing to the police is listed with the register and whose the return interview is; who came back is not, but their school is asked for [B05]", async () => {
  expect(await listedAs("Stays")).toEqual([
    [
      "missing-to-the-police",
      "Reported missing on 20 November 2026; not back yet; not on the register; on the roll of Ashfield Primary School; return interview: social worker",
    ],
  ]);
  expect(await listedAs("Returned")).toEqual([
    [
      "on-no-roll",
      "No roll, no application; no home education; not on the health list; reported missing to the police on 1 October 2026",
    ],
  ]);
});

test("an excluded pupil is listed until new provision starts [B07]", async () => {
  expect(await listedAs("Sent")).toEqual([
    [
      "excluded",
      "Left Ashfield Primary School on 2 October 2026; excluded or moved by agreement; no provision since; not on the health list",
    ],
  ]);
});

test("a child with an open case is in hand; the police list names the case, and the last compulsory year is found by it [B05] [B09]", async () => {
  const eldest = await caseAtAddress(database, { forename: "Tamsin", surname: "Oakmere" });
  const younger = await caseAtAddress(database, { forename: "Piotr", surname: "Southby" });
  database.setNow(comparingDay);
  await database.owner.query(
    "update children set date_of_birth = case when id = $1 then '2010-12-24'::date else '2011-09-01'::date end where id in ($1, $2)",
    [eldest.childId, younger.childId],
  );
  await addPupil(database.owner, {
    ...{ list: "police-missing", forename: "Tamsin", surname: "Oakmere", born: "2010-12-24" },
    ...{ startsOn: "2026-11-21", childId: eldest.childId },
  });
  await addPupil(database.owner, {
    ...{
      forename: "Tamsin",
      surname: "Oakmere",
      born: "2010-12-24",
      startsOn: "2022-09-02",
      endsOn: "2026-10-16",
    },
    childId: eldest.childId,
  });
  await compareEastmere(database);
  const reference = eldest.reference;
  expect(await listedAs("Oakmere")).toEqual([
    [
      "last-compulsory-year",
      `Case ${reference}; missing education since 16 October 2026; owned by Cme Eastmere`,
    ],
    [
      "left-arrived-nowhere",
      "Left Ashfield Primary School on 16 October 2026; no destination recorded; no roll, no application; not on the health list; reported missing to the police on 21 November 2026",
    ],
    [
      "missing-to-the-police",
      `Reported missing on 21 November 2026; not back yet; on the register as ${reference}, owned by Cme Eastmere; on no roll; return interview: social worker`,
    ],
  ]);
  expect(await listedAs("Southby")).toEqual([]);
  const { rows } = await database.owner.query(
    "select comparison, standing from comparison_findings where surname = 'Oakmere' order by comparison",
  );
  expect(rows.map(({ standing }) => standing)).toEqual(["open", "case", "open"]);
});

test("each file that has come in asks for the lists to be compared", async () => {
  const { rows } = await database.owner.query(
    "select data ->> 'authorityId' as authority from pgboss.job where name = 'compare-lists'",
  );
  expect(rows.length).toBeGreaterThanOrEqual(8);
});

test("comparing again changes nothing [B01]", async () => {
  const all =
    "select id, comparison, subject, evidence, source_hash, first_listed_at, listed, standing from comparison_findings order by id";
  const before = (await database.owner.query(all)).rows;
  const counts = await compareEastmere(database);
  expect([...counts.values()].every(({ fresh, gone }) => fresh === 0 && gone === 0)).toBe(true);
  expect((await database.owner.query(all)).rows).toEqual(before);
});

async function findingOf(surname: string): Promise<{ id: number; standing: string }> {
  const { rows } = await database.owner.query(
    "select id::int, standing from comparison_findings where surname = $1 and listed",
    [surname],
  );
  return rows[0];
}

async function settle(surname: string, how: Settling["how"], who = "cme.eastmere") {
  const viewer = await database.who(who);
  const ids = [(await findingOf(surname)).id];
  return perform(database.keepsight, { viewer, act: "settle-comparison", request: "test" }, (context) =>
    settleFindings(context, {
      how,
      ids,
      why: "The grandmother has shown the ticket",
      question: "Where did the child go?",
    }),
  );
}

test("what is settled stays settled until a source changes, and then comes back [B02]", async () => {
  expect(await settle("Gone", "fine")).toEqual({ done: 1, left: 0 });
  expect((await findingOf("Gone")).standing).toBe("settled");
  await compareEastmere(database);
  expect((await findingOf("Gone")).standing).toBe("settled");
  expect(await settle("Gone", "fine")).toEqual({ done: 0, left: 1 });
  await sendLeaverAgain(database, 1, "Gone", { LeavingDate: "2026-07-10", LeavingReason: "G" });
  await compareEastmere(database);
  expect((await findingOf("Gone")).standing).toBe("open");
});

test("a school is asked without a case, told name and birthday alone, and its answer puts the child back on the list [B02] [G01]", async () => {
  expect(await settle("Astray", "asked")).toEqual({ done: 1, left: 0 });
  expect((await findingOf("Astray")).standing).toBe("asked");
  const { rows } = await database.owner.query(
    "select reference, disclosed from enquiries where finding_id is not null",
  );
  expect(rows[0].disclosed).toEqual({
    ...{
      forename: "Robin",
      surname: "Astray",
      dateOfBirth: "2015-03-04",
      formerSchool: "Ashfield Primary School",
    },
  });
  const school = await database.who("school.eastmere");
  await perform(
    database.keepsight,
    { viewer: school, act: "answer-for-school", request: "test" },
    (context) =>
      answerEnquiry(context, rows[0].reference, {
        ...{ answer: "nothing-known", schoolName: "", startedOn: null, attending: null, where: "unknown" },
        ...{ address: "", postcode: null, note: "" },
      }),
  );
  expect((await findingOf("Astray")).standing).toBe("open");
});

test("a case is opened by a referral that waits for every list to be searched, and what is decided settles the finding [B01] [A10]", async () => {
  const referred = await settle("Unseen", "referred");
  expect(referred.reference).toMatch(/^EM-R-/);
  expect((await findingOf("Unseen")).standing).toBe("case");
  const viewer = await database.who("cme.eastmere");
  const decided = await perform(
    database.keepsight,
    { viewer, act: "open-case", request: "test" },
    async (context) => {
      const referral = await referralByReference(context.database, referred.reference ?? "");
      expect(referral?.form).toBe("comparison");
      expect(referral?.content.child).toMatchObject({
        surname: "Unseen",
        dateOfBirth: "2019-05-05",
        postcode: "EA4 7DN",
      });
      const search = referral && (await searchLists(context, soughtChild(referral)));
      return decideReferral(context, referred.reference ?? "", {
        ...{ match: "none", seen: fingerprintOf(search?.candidates ?? []), decision: "not-missing" },
      });
    },
  );
  expect(decided).toEqual({ decided: "passed-on" });
  expect((await findingOf("Unseen")).standing).toBe("settled");
});

test("a restricted child is on nobody's list without leave, and no school is asked about one [G04]", async () => {
  const { id } = await findingOf("Sent");
  await database.owner.query(
    "update children set restricted = true where id = (select child_id from comparison_findings where id = $1)",
    [id],
  );
  await expect(settle("Sent", "fine")).rejects.toThrow(NotFound);
  await database.owner.query(
    `insert into restricted_leave (child_id, person_id, given_by, given_at)
     select child_id, p.id, p.id, now() from comparison_findings f, people p where f.id = $1 and p.email like 'cme.eastmere@%'`,
    [id],
  );
  await expect(settle("Sent", "asked")).rejects.toThrow(/row-level security/);
  expect(await settle("Sent", "fine")).toEqual({ done: 1, left: 0 });
});

test("nobody settles what another authority or area found, nor without the act [G04]", async () => {
  await expect(settle("Waits", "fine", "cme.westholme")).rejects.toThrow(NotFound);
  await expect(settle("Waits", "fine", "admissions.eastmere")).rejects.toThrow(NotAllowed);
  expect(await settle("Waits", "fine", "lead.eastmere")).toEqual({ done: 1, left: 0 });
});
