import type { Act } from "../../src/access/index.ts";

/**
 * Who may do what to which rows, in the database itself: the second lock. Read it aloud: "A child is seen by whoever may
 * see-child, in an authority, area or school, where they hold their post; it is added by ...". Everything that no line
 * allows is refused, and rows.test.ts tries it. Which role holds which act is the other half: migrations/0006-roles.sql.
 */
export type Scope = "authority" | "area" | "school" | "sent";

/** Where a row lies, seen from a person whose post is in the authority Eastmere, its area North, its Ashfield school. */
export const places = {
  here: "in the person's own authority, area and school",
  "another area": "in the same authority, in another area and school",
  "another authority": "in another authority",
  restricted: "here, of a restricted child, and the person has no leave",
  leave: "here, of a restricted child, and the person has leave",
} as const;
export type Place = keyof typeof places;

/** How far a post reaches. Those of scope "sent" see what was sent to them here, and nothing else. */
export const reach: Record<Scope, readonly Place[]> = {
  authority: ["here", "another area", "leave"],
  area: ["here", "leave"],
  school: ["here", "leave"],
  sent: ["here"],
};

export const deeds = ["see", "add", "change", "delete"] as const;
export type Deed = (typeof deeds)[number];

/** Holders of one of the acts by a post of one of the scopes, where it reaches. */
type Holders = { acts: readonly Act[]; scopes: readonly Scope[] };
export type Who = "everybody" | "nobody" | readonly Holders[];
export type Line = {
  row: string;
  table: string;
  places: readonly Place[];
  /** Said of the few lines that hold without leave. */
  withoutLeave?: true;
} & Record<Deed, Who>;

const may = (...acts: Act[]) => ({
  in: (...scopes: Scope[]): readonly Holders[] => [{ acts, scopes }],
});
const either = (...who: (readonly Holders[])[]): readonly Holders[] => who.flat();

const everywhere = Object.keys(places) as Place[];
const unnamed: readonly Place[] = ["here", "another area", "another authority"];

/** What lets somebody record facts of a case; to write a note moves a case too. */
const recordFacts: Act[] = [
  "open-case",
  "work-case",
  "close-case",
  "send-enquiry",
  "record-visit",
  "do-step",
];
const addToChild: Act[] = ["add-note", "work-case", "open-case", "record-visit", "do-step"];

const seeChild = may("see-child").in("authority", "area", "school");
const seeCase = may("see-case").in("authority", "area");
const workOnCase = may(...recordFacts).in("authority", "area");
const moveCase = may(...recordFacts, "add-note").in("authority", "area");
const ofSchool = may("make-referral").in("school");
const stays = { change: "nobody", delete: "nobody" } as const;
const readOnly = { add: "nobody", ...stays } as const;

const keepStaff = either(
  may("keep-staff", "keep-staff-groups").in("authority"),
  may("keep-staff").in("school"),
);
const ofTheirStaff: readonly Line[] = [
  {
    row: "a member of staff, of an authority's directory",
    table: "staff_accounts",
    places: ["here", "another authority"],
    see: may("keep-staff", "keep-staff-groups").in("authority"),
    add: may("keep-staff").in("authority"),
    change: may("keep-staff").in("authority"),
    delete: "nobody",
  },
  {
    row: "a member of staff, of a school's directory",
    table: "staff_accounts",
    places: unnamed,
    see: keepStaff,
    add: may("keep-staff").in("school"),
    change: may("keep-staff").in("school"),
    delete: "nobody",
  },
  {
    row: "a group of staff, of an authority's directory",
    table: "staff_groups",
    places: ["here", "another authority"],
    see: may("keep-staff", "keep-staff-groups").in("authority"),
    add: may("keep-staff").in("authority"),
    change: may("keep-staff").in("authority"),
    delete: may("keep-staff").in("authority"),
  },
  {
    row: "a group of staff, of a school's directory",
    table: "staff_groups",
    places: unnamed,
    see: keepStaff,
    add: may("keep-staff").in("school"),
    change: may("keep-staff").in("school"),
    delete: may("keep-staff").in("school"),
  },
  {
    row: "that somebody is in a group, of an authority's directory",
    table: "staff_group_members",
    places: ["here", "another authority"],
    see: may("keep-staff", "keep-staff-groups").in("authority"),
    add: may("keep-staff").in("authority"),
    change: "nobody",
    delete: may("keep-staff").in("authority"),
  },
  {
    row: "that somebody is in a group, of a school's directory",
    table: "staff_group_members",
    places: unnamed,
    see: keepStaff,
    add: may("keep-staff").in("school"),
    change: "nobody",
    delete: may("keep-staff").in("school"),
  },
  {
    row: "which post a group gives",
    table: "group_posts",
    places: ["here", "another authority"],
    see: may("keep-staff-groups").in("authority"),
    add: may("keep-staff-groups").in("authority"),
    change: "nobody",
    delete: "nobody",
  },
];

const aChild: readonly Line[] = [
  {
    row: "a child",
    table: "children",
    places: everywhere,
    see: seeChild,
    add: may("open-case").in("authority"),
    change: either(may(...addToChild, "restrict-child").in("authority", "area"), ofSchool),
    delete: "nobody",
  },
  {
    row: "the restriction of a child",
    table: "children",
    // Whoever restricts a child has leave first, or could not see what they did: see attacks.test.ts.
    places: ["another authority", "restricted", "leave"],
    see: seeChild,
    add: "nobody",
    change: may("restrict-child").in("authority"),
    delete: "nobody",
  },
  ...[
    "child_particulars",
    "child_names",
    "child_identifiers",
    "child_addresses",
    "carers",
    "provisions",
    "child_flags",
  ].map((table) => ({
    row: "a fact about a child",
    table,
    places: everywhere,
    see: seeChild,
    add: either(may(...addToChild).in("authority", "area"), ofSchool),
    ...stays,
  })),
  {
    row: "somebody's leave to see a restricted child",
    table: "restricted_leave",
    places: everywhere,
    see: may("restrict-child").in("authority"),
    add: may("restrict-child").in("authority"),
    ...stays,
  },
  {
    row: "why a record was restricted",
    table: "child_restrictions",
    places: everywhere,
    see: may("restrict-child").in("authority"),
    add: may("restrict-child").in("authority"),
    ...stays,
  },
  {
    row: "that another record is of the same child",
    table: "second_records",
    places: everywhere,
    see: seeChild,
    add: may("close-case").in("authority"),
    ...stays,
  },
  {
    row: "what a list says of a child",
    table: "list_entries",
    places: everywhere,
    see: may("see-child").in("authority", "school"),
    ...readOnly,
  },
  {
    row: "that such a row and a child are one",
    table: "list_links",
    places: everywhere,
    see: may("see-child").in("authority", "school"),
    ...readOnly,
  },
  {
    row: "what a person said of it",
    table: "link_decisions",
    places: everywhere,
    see: may("see-child").in("authority", "school"),
    add: may("decide-link").in("authority"),
    ...stays,
  },
  {
    row: "what was learnt of how a list's records compare",
    table: "linkage_models",
    places: ["here", "another authority"],
    see: may("see-child").in("authority", "area", "school"),
    ...readOnly,
  },
  ...["attendance_weeks", "continuous_absences"].map((table) => ({
    row: "a child's attendance at a school",
    table,
    places: everywhere,
    see: seeChild,
    ...readOnly,
  })),
];

const aCase: readonly Line[] = [
  {
    row: "a case",
    table: "cases",
    places: everywhere,
    see: seeCase,
    add: may("open-case").in("authority"),
    change: moveCase,
    delete: "nobody",
  },
  {
    row: "a fact of a case",
    table: "case_facts",
    places: everywhere,
    see: seeCase,
    add: workOnCase,
    ...stays,
  },
  { row: "a note of a case", table: "case_facts", places: everywhere, see: seeCase, add: moveCase, ...stays },
  {
    row: "what is owed in a case",
    table: "obligations",
    places: everywhere,
    see: seeCase,
    add: moveCase,
    change: moveCase,
    delete: moveCase,
  },
  {
    row: "a visit request",
    table: "visit_requests",
    places: everywhere,
    see: seeCase,
    add: may("work-case").in("authority", "area"),
    ...stays,
  },
  ...["visit_risk_assessments", "visits"].map((table) => ({
    row: "a visit",
    table,
    places: everywhere,
    see: seeCase,
    add: may("record-visit").in("authority", "area"),
    ...stays,
  })),
  {
    row: "who visits when",
    table: "visit_plans",
    places: everywhere,
    see: seeCase,
    add: may("plan-visits").in("authority", "area"),
    ...stays,
  },
];

/** Whoever does a step of the case may have to say today that the child is not safe. */
const safety: readonly Line[] = [
  ["safeguarding_assessments", "what the safeguarding questions were answered"],
  ["safeguarding_decisions", "what was decided on a concern"],
  ["safeguarding_replies", "what an agency answered to it"],
  ["order_steps", "a step of a school attendance order"],
].map(([table = "", row = ""]) => ({
  ...{ row, table, places: everywhere },
  see: seeCase,
  add: may("do-step").in("authority", "area"),
  ...stays,
}));

/** Who helps a child, what social care does and how vulnerable a child is: for those who need to know. */
const needToKnow: readonly Line[] = [
  ["child_supports", "who helps a child", "record-support"],
  ["protection_steps", "what social care did", "record-support"],
  ["vulnerability_assessments", "how vulnerable a child is", "assess-vulnerability"],
].map(([table = "", row = "", act]) => ({
  ...{ row, table, places: everywhere },
  see: may("see-support").in("authority", "area"),
  add: may(act as Act).in("authority", "area"),
  ...stays,
}));

/** Who opened a restricted record: for those who answer for it, who see no more of the child by that. */
const answerForGlass = may("answer-for-broken-glass").in("authority");
const brokenGlass: readonly Line[] = (
  [
    [["here", "another authority"], {}],
    [["restricted"], { withoutLeave: true }],
  ] as const
).flatMap(([where, how]): Line[] => [
  {
    ...{ row: "the opening of a restricted record", table: "glass_breaks", places: where },
    ...{ see: answerForGlass, ...readOnly, ...how },
  },
  {
    ...{ row: "what was said of the opening", table: "glass_reviews", places: where },
    ...{ see: answerForGlass, add: answerForGlass, ...stays, ...how },
  },
]);

/** The police list is a whole authority's, and so is the talk with a child who is back; what the child told is for those who hold it. */
const whoIsBack: readonly Line[] = [
  {
    row: "at which hour the police say that a child was missing",
    table: "missing_moments",
    places: everywhere,
    see: may("open-case").in("authority"),
    // The program itself alone, which needs no act.
    ...readOnly,
  },
  {
    row: "what came of the talk with a child who is back",
    table: "return_interviews",
    places: ["here", "another authority", "restricted"],
    see: may("see-return-interviews").in("authority", "sent"),
    add: may("hold-return-interview").in("authority", "sent"),
    ...stays,
  },
  {
    row: "what the child told",
    table: "return_interview_accounts",
    places: ["here", "another authority", "restricted"],
    see: may("hold-return-interview").in("authority", "sent"),
    add: may("hold-return-interview").in("authority", "sent"),
    ...stays,
  },
];
/** A child whom a sweep met is joined to no record, so no restriction reaches what the officer typed. */
const runSweep = may("run-sweep").in("authority", "area");
const aSweep: readonly Line[] = [
  ...["sweeps", "sweep_meetings", "sweep_outcomes", "sweep_referrals"].map((table) => ({
    ...{ row: "a truancy sweep", table, places: unnamed, see: runSweep, add: runSweep },
    ...stays,
  })),
  ...(
    [
      ["a list that a sweep shared with the youth justice service", "see-sweeps-youth-offending"],
      ["a list that a sweep shared with the 16+ service", "see-sweeps-post-16"],
    ] as const
  ).map(([row, act]) => ({
    ...{ row, table: "sweep_shares", places: ["here", "another authority"] as const },
    see: either(runSweep, may(act).in("sent")),
    add: runSweep,
    ...stays,
  })),
];
const inspect = may("inspect-registers").in("authority", "area");
const anInspection: readonly Line[] = [
  "inspections_planned",
  "register_inspections",
  "inspection_follow_ups",
].map((table) => ({
  ...{ row: "an inspection of a school's registers", table, places: unnamed, see: inspect, add: inspect },
  ...stays,
}));
/** Made by the program alone; a line is seen with its case, and whoever may write a note there writes the area's news. */
const seeRegisters = may("see-area-registers").in("authority", "area");
const areaRegisters: readonly Line[] = [
  ...["area_registers", "area_register_letters"].map((table) => ({
    ...{ row: "the register of an area", table, places: unnamed, see: seeRegisters, ...readOnly },
  })),
  {
    ...{ row: "a child on the register of an area", table: "area_register_lines", places: everywhere },
    ...{ see: seeRegisters, ...readOnly },
  },
  {
    ...{ row: "what the area said of it", table: "area_register_news", places: everywhere },
    ...{ see: seeRegisters, add: may("add-note").in("authority", "area"), ...stays },
  },
];
/** A return as it was signed off: numbers of a whole authority. */
const signedReturns: readonly Line[] = [
  {
    ...{
      row: "a return to the government",
      table: "government_returns",
      places: ["here", "another authority"],
    },
    ...{
      see: may("make-government-return").in("authority"),
      add: may("make-government-return").in("authority"),
    },
    ...stays,
  },
  {
    row: "what is written in the annual report",
    table: "annual_report_texts",
    places: ["here", "another authority"],
    see: may("see-overview", "edit-annual-report").in("authority", "area"),
    add: may("edit-annual-report").in("authority"),
    ...stays,
  },
];
/** Of cases, as visits are; whoever may see a case reads what was written to the family. */
const aLetter: readonly Line[] = [
  ...(
    [
      ["a letter", "letters"],
      ["what became of a letter", "letter_services"],
      ["what was put right of a letter", "letter_corrections"],
    ] as const
  ).map(([row, table]) => ({
    ...{ row, table, places: everywhere, see: seeCase },
    add: may("write-letter").in("authority", "area"),
    ...stays,
  })),
  {
    row: "an authority's own words for a letter",
    table: "letter_texts",
    places: ["here", "another authority"],
    see: may("write-letter", "edit-letter-text").in("authority", "area"),
    add: may("edit-letter-text").in("authority"),
    ...stays,
  },
];

const seeHome = may("see-home-education").in("authority");
const keepHome = may("keep-home-education").in("authority");
const seeExclusions = may("see-exclusions").in("authority");
const keepExclusions = may("keep-exclusions").in("authority");

/** Kept by the teams for home education and exclusions, of the whole authority; seen beside a child whom one may see. */
const ofTeams: readonly Line[] = [
  {
    row: "a child's home education",
    table: "home_educations",
    places: everywhere,
    see: seeHome,
    add: keepHome,
    change: keepHome,
    delete: "nobody",
  },
  {
    row: "a step of a home education",
    table: "home_education_facts",
    places: everywhere,
    see: seeHome,
    add: keepHome,
    ...stays,
  },
  {
    row: "what was learnt of an exclusion",
    table: "exclusion_facts",
    places: everywhere,
    see: seeExclusions,
    add: keepExclusions,
    ...stays,
  },
  ...["unofficial_exclusions", "unofficial_exclusion_facts"].map((table) => ({
    row: "a report of an unofficial exclusion",
    table,
    places: everywhere,
    see: seeExclusions,
    add: keepExclusions,
    ...stays,
  })),
  {
    row: "a team's referral",
    table: "referrals",
    places: everywhere,
    see: either(seeCase, may("see-my-school").in("school")),
    add: either(may("open-case", "keep-home-education", "keep-exclusions").in("authority"), ofSchool),
    change: may("open-case", "work-case").in("authority"),
    delete: "nobody",
  },
];

const aReferral: readonly Line[] = [
  {
    row: "a school's referral",
    table: "referrals",
    places: everywhere,
    see: either(seeCase, may("see-my-school").in("school")),
    add: either(may("open-case").in("authority"), ofSchool),
    change: may("open-case", "work-case").in("authority"),
    delete: "nobody",
  },
  {
    row: "what its sender is told",
    table: "referral_progress",
    places: everywhere,
    see: either(seeCase, may("see-my-school").in("school")),
    add: workOnCase,
    ...stays,
  },
  {
    row: "the letter from which it was entered",
    table: "referral_originals",
    places: everywhere,
    see: seeCase,
    add: may("open-case").in("authority"),
    ...stays,
  },
  {
    row: "a search before a case was opened",
    table: "searches",
    places: everywhere,
    see: may("see-case").in("authority"),
    add: may("open-case").in("authority"),
    ...stays,
  },
];

/** A referral that was passed on has a history without a case; its sender is told of it in words alone. */
const aReferralPassedOn: readonly Line[] = [
  {
    row: "what was done on a referral that was passed on",
    table: "referral_facts",
    places: everywhere,
    see: seeCase,
    add: workOnCase,
    ...stays,
  },
  {
    row: "what is owed on a referral that was passed on",
    table: "referral_obligations",
    places: everywhere,
    see: seeCase,
    add: workOnCase,
    change: workOnCase,
    delete: workOnCase,
  },
];

const seeRemovals = either(may("see-removals").in("authority", "area"), may("remove-from-roll").in("school"));
const removes = may("remove-from-roll").in("school");

/** A school takes its own pupils off its roll and returns what it owes; the authority sees both, and its officer agrees. */
const aRemoval: readonly Line[] = [
  {
    row: "a removal from a roll",
    table: "removals",
    places: everywhere,
    see: seeRemovals,
    add: removes,
    ...stays,
  },
  {
    row: "that the name came off",
    table: "removal_steps",
    places: everywhere,
    see: seeRemovals,
    add: removes,
    ...stays,
  },
  {
    row: "an officer's yes to a removal",
    table: "removal_steps",
    places: everywhere,
    see: seeRemovals,
    add: may("agree-removal").in("authority"),
    ...stays,
  },
  {
    row: "what a school returned",
    table: "school_returns",
    places: everywhere,
    see: seeRemovals,
    add: removes,
    ...stays,
  },
];

const asked = {
  authority: may("answer-enquiry").in("authority", "sent"),
  school: may("answer-for-school").in("school"),
  agency: may("answer-for-agency").in("sent"),
};

const aQuestion: readonly Line[] = [
  {
    row: "a question that we ask",
    table: "enquiries",
    places: everywhere,
    see: seeCase,
    add: may("send-enquiry").in("authority", "area"),
    change: workOnCase,
    delete: "nobody",
  },
  {
    row: "the answer to a question that we ask",
    table: "enquiry_answers",
    places: everywhere,
    see: seeCase,
    add: may("send-enquiry").in("authority", "area"),
    ...stays,
  },
  ...(["authority", "school", "agency"] as const).flatMap((who): Line[] => {
    const ofUs: readonly Place[] =
      who === "authority" ? ["here", "another authority"] : ["here", "another area"];
    return [
      {
        row: `a question asked of the ${who}`,
        table: "enquiries",
        places: ofUs,
        see: asked[who],
        add: "nobody",
        change: asked[who],
        delete: "nobody",
      },
      {
        row: `the answer to a question asked of the ${who}`,
        table: "enquiry_answers",
        places: ofUs,
        see: asked[who],
        add: asked[who],
        ...stays,
      },
    ];
  }),
];

const keepDirectory = may("keep-directory").in("authority");

const whoIsAsked: readonly Line[] = [
  {
    row: "how an agency is reached",
    table: "directory_contacts",
    places: ["here", "another authority"],
    see: may("keep-directory", "send-enquiry").in("authority", "area", "school", "sent"),
    add: keepDirectory,
    ...stays,
  },
  {
    row: "an agency that can be asked",
    table: "agencies",
    places: ["here", "another authority"],
    see: "everybody",
    add: keepDirectory,
    ...stays,
  },
  {
    row: "a link by which a question is answered",
    table: "answer_links",
    places: everywhere,
    see: seeCase,
    add: may("send-enquiry").in("authority", "area"),
    change: may("send-enquiry").in("authority", "area"),
    delete: "nobody",
  },
];

const aMessage: readonly Line[] = [
  {
    row: "a message to every council",
    table: "messages",
    places: everywhere,
    see: seeCase,
    add: may("send-enquiry").in("authority", "area"),
    ...stays,
  },
];

/** Written by acts, sent by the worker alone. Its link or code nobody sees: that column is granted to nobody. */
const anEmail: readonly Line[] = [
  {
    row: "an e-mail that leaves the house",
    table: "emails",
    places: ["here", "another authority"],
    see: may("see-outbox", "send-enquiry").in("authority", "area", "school", "sent"),
    add: may("send-enquiry", "answer-enquiry").in("authority", "area", "school", "sent"),
    ...stays,
  },
];

const aFile: readonly Line[] = [
  {
    row: "a file of a school",
    table: "imports",
    places: unnamed,
    see: either(may("see-child").in("authority"), may("import-roll").in("school")),
    add: may("import-roll").in("school"),
    change: may("import-roll").in("authority"),
    delete: "nobody",
  },
  {
    row: "a key with which a system sends lists",
    table: "api_keys",
    places: ["here", "another authority"],
    see: may("keep-api-keys").in("authority"),
    ...readOnly,
  },
  {
    row: "a system that uses the interface",
    table: "api_clients",
    places: ["here", "another authority"],
    see: may("keep-clients").in("authority"),
    ...readOnly,
  },
  {
    row: "where a system is told of changes",
    table: "webhooks",
    places: ["here", "another authority"],
    see: may("keep-clients").in("authority"),
    ...readOnly,
  },
  {
    row: "what became of telling it",
    table: "webhook_deliveries",
    places: ["here", "another authority"],
    see: may("keep-clients").in("authority"),
    ...readOnly,
  },
  {
    // They are public: every partner reads them. Their secrets no column right lets anybody read.
    row: "the public keys of an authority that exchanges files",
    table: "exchange_keys",
    places: ["here", "another authority"],
    see: "everybody",
    ...readOnly,
  },
  {
    row: "an authority with whose system files are exchanged",
    table: "exchange_partners",
    places: ["here", "another authority"],
    see: may("keep-partners", "keep-lost-pupils").in("authority"),
    add: may("keep-partners").in("authority"),
    ...stays,
  },
  {
    row: "that something happened to a case, for systems that follow",
    table: "changes",
    places: everywhere,
    see: seeCase,
    ...readOnly,
  },
  {
    row: "how often a list is expected",
    table: "feed_rhythms",
    places: ["here", "another authority"],
    see: may("see-child", "import-roll").in("authority", "area", "school"),
    add: may("import-roll").in("authority"),
    ...stays,
  },
  {
    row: "when a school last sent a list",
    table: "school_feeds",
    places: unnamed,
    see: may("import-roll").in("authority", "school"),
    add: "nobody",
    ...stays,
  },
  {
    row: "a row of a file that could not be read",
    table: "rejected_rows",
    places: unnamed,
    see: may("mend-rejected-row").in("authority", "school"),
    add: "nobody",
    change: may("mend-rejected-row").in("authority", "school"),
    delete: "nobody",
  },
];

const termDates: readonly Line[] = [
  {
    row: "the term dates of a school",
    table: "terms",
    places: unnamed,
    // Every deadline in school days is counted by them: to see them is free.
    see: "everybody",
    add: may("import-terms").in("authority", "school"),
    change: "nobody",
    delete: may("import-terms").in("authority", "school"),
  },
  {
    row: "the term dates of an authority",
    table: "terms",
    places: ["here", "another authority"],
    see: "everybody",
    add: may("import-terms").in("authority"),
    change: "nobody",
    delete: may("import-terms").in("authority"),
  },
  {
    row: "a file of a school's term dates",
    table: "term_files",
    places: unnamed,
    see: may("import-terms").in("authority", "school"),
    add: may("import-terms").in("school"),
    ...stays,
  },
];

const seeVersion = may("see-case", "edit-procedure", "put-procedure-in-force").in("authority", "area");
const editVersion = may("edit-procedure").in("authority");

/** What is proved and what would move is written by the worker alone, as the owner. */
const aVersion: readonly Line[] = [
  ...[
    { row: "a version of a procedure", table: "procedure_versions", add: editVersion },
    { row: "a text of it", table: "procedure_texts", add: editVersion },
    {
      row: "a proof of it that is asked for",
      table: "procedure_proofs",
      add: may("edit-procedure", "put-procedure-in-force").in("authority"),
    },
    { row: "its withdrawal", table: "procedure_decisions", add: editVersion },
    {
      row: "its being put in force",
      table: "procedure_decisions",
      add: may("put-procedure-in-force").in("authority"),
    },
  ].map((line): Line => ({ ...line, places: ["here", "another authority"], see: seeVersion, ...stays })),
  {
    row: "a deadline that would move",
    table: "moved_deadlines",
    places: everywhere,
    see: seeCase,
    ...readOnly,
  },
];

const seeDuties = may("see-standing-duties").in("authority", "area");
const doDuties = may("do-standing-duty").in("authority", "area");

/** Of the whole authority, whatever area or school somebody has a post in. */
const aStandingDuty: readonly Line[] = [
  {
    row: "that a standing duty was done",
    table: "authority_facts",
    places: ["here", "another authority"],
    see: seeDuties,
    add: doDuties,
    ...stays,
  },
  {
    row: "a day that begins standing duties",
    table: "authority_facts",
    places: ["here", "another authority"],
    see: seeDuties,
    ...readOnly,
  },
  {
    row: "what an authority owes",
    table: "authority_obligations",
    places: ["here", "another authority"],
    see: seeDuties,
    add: doDuties,
    change: doDuties,
    delete: doDuties,
  },
];

const seeComparisons = may("see-comparisons").in("authority", "area");

/** What the lists show is worked out by the program alone, as the owner; people say what they did about it. */
const aComparison: readonly Line[] = [
  {
    row: "a child whom a comparison lists",
    table: "comparison_findings",
    places: everywhere,
    see: seeComparisons,
    ...readOnly,
  },
  {
    row: "what was done about a child whom a comparison lists",
    table: "comparison_settlements",
    places: everywhere,
    see: seeComparisons,
    add: may("settle-comparison").in("authority", "area"),
    ...stays,
  },
  ...["comparison_totals", "county_states"].map(
    (table): Line => ({
      row: "how many there are",
      table,
      places: ["here", "another authority"],
      see: seeComparisons,
      ...readOnly,
    }),
  ),
];

const anEntry: readonly Line[] = [
  {
    row: "who saw a child",
    table: "audit_entries",
    places: ["here", "another area", "another authority", "leave"],
    see: may("read-audit").in("authority"),
    ...readOnly,
  },
  {
    row: "who saw a child of whom the person may not know",
    table: "audit_entries",
    places: ["restricted"],
    withoutLeave: true,
    see: may("read-whole-audit").in("authority"),
    ...readOnly,
  },
];

const onesOwn: readonly Line[] = [
  ...["drafts", "sent_forms"].flatMap((table): Line[] => [
    {
      row: "one's own",
      table,
      places: ["here"],
      see: "everybody",
      add: "everybody",
      change: "everybody",
      delete: table === "drafts" ? "everybody" : "nobody",
    },
    { row: "another person's", table, places: ["here"], see: "nobody", ...readOnly },
  ]),
  {
    row: "one's own",
    table: "calendar_links",
    places: ["here"],
    see: "everybody",
    add: "everybody",
    change: "everybody",
    delete: "nobody",
  },
  { row: "another person's", table: "calendar_links", places: ["here"], see: "nobody", ...readOnly },
  {
    row: "one's own",
    table: "reminder_choices",
    places: ["here"],
    see: "everybody",
    add: "everybody",
    change: "nobody",
    delete: "nobody",
  },
  { row: "another person's", table: "reminder_choices", places: ["here"], see: "nobody", ...readOnly },
  {
    row: "one's own",
    table: "report_schedules",
    places: ["here"],
    see: "everybody",
    add: may("subscribe-to-report").in("authority", "area"),
    change: "everybody",
    delete: "nobody",
  },
  { row: "another person's", table: "report_schedules", places: ["here"], see: "nobody", ...readOnly },
  {
    row: "that of a role in an area",
    table: "report_schedules",
    places: unnamed,
    see: may("subscribe-to-report").in("authority", "area"),
    add: may("schedule-report").in("authority", "area"),
    change: may("schedule-report").in("authority", "area"),
    delete: "nobody",
  },
  {
    row: "an entry of what one did oneself",
    table: "audit_entries",
    places: ["here"],
    see: may("read-audit").in("authority"),
    add: "everybody",
    ...stays,
  },
];

/** Places and people are no secret, and nobody changes them through the pages: not their own post either. */
const knownToAll: readonly Line[] = [
  "authorities",
  "areas",
  "schools",
  "school_trusts",
  "roles",
  "permissions",
  "people",
  "posts",
].map((table) => ({
  row: "a place, person or post",
  table,
  places: ["here"],
  see: "everybody",
  ...readOnly,
}));

const keepStore = may("keep-lost-pupils").in("authority");
const ownFiles = may("send-transfer-file").in("school");

/** A file is of a child who is on record; what was found for it, and what a school asks for, tells of the child too. */
const aLostPupil: readonly Line[] = [
  {
    row: "a lost pupil's file",
    table: "lost_pupils",
    places: [...unnamed, "leave"],
    see: either(keepStore, ownFiles),
    add: either(keepStore, ownFiles),
    ...stays,
  },
  {
    // Whoever has the file knows of the child; once it is kept, it is kept from them as the child is.
    row: "a file of a child of whom the sender may not know",
    table: "lost_pupils",
    places: ["restricted"],
    withoutLeave: true,
    see: "nobody",
    add: either(keepStore, ownFiles),
    ...stays,
  },
  {
    row: "a step of such a file",
    table: "lost_pupil_steps",
    places: everywhere,
    see: either(keepStore, ownFiles),
    add: keepStore,
    ...stays,
  },
  {
    row: "that somebody took such a file",
    table: "lost_pupil_steps",
    places: everywhere,
    see: either(keepStore, ownFiles),
    add: either(keepStore, ownFiles),
    ...stays,
  },
  {
    row: "a pupil who was found for such a file",
    table: "lost_pupil_matches",
    places: everywhere,
    see: either(keepStore, ownFiles),
    ...readOnly,
  },
  {
    row: "a file on its way to another authority's system",
    table: "exchange_parcels",
    places: unnamed,
    see: keepStore,
    add: keepStore,
    change: "nobody",
    delete: "nobody",
  },
  {
    // A restricted child's file leaves for nowhere, whoever has leave; one that left before is seen by those.
    row: "a restricted child's file on its way",
    table: "exchange_parcels",
    places: ["restricted", "leave"],
    see: keepStore,
    add: "nobody",
    change: "nobody",
    delete: "nobody",
  },
  {
    row: "a step of such a parcel",
    table: "exchange_steps",
    places: everywhere,
    see: keepStore,
    add: keepStore,
    ...stays,
  },
  {
    row: "that a school asks for a new pupil's file",
    table: "transfer_file_requests",
    places: everywhere,
    see: either(keepStore, ownFiles),
    add: ownFiles,
    ...stays,
  },
];

/** How long a child's record is kept, and how it goes; a certificate is written by the deletion itself. */
const keepRetention = may("keep-retention").in("authority");
const howLongKept: readonly Line[] = [
  {
    ...{ row: "an authority's own rule for how long records are kept", table: "retention_rules" },
    ...{ places: unnamed, see: keepRetention, add: keepRetention, ...stays },
  },
  ...(
    [
      ["a hold on a child's record", "retention_holds"],
      ["the end of a hold", "retention_hold_ends"],
      ["a proposal to delete a record", "deletions"],
      ["the refusal of a deletion", "deletion_refusals"],
    ] as const
  ).map(([row, table]) => ({
    ...{ row, table, places: everywhere, see: keepRetention, add: keepRetention },
    ...stays,
  })),
  {
    ...{ row: "the certificate of a deletion", table: "deletion_certificates", places: everywhere },
    ...{ see: keepRetention, ...readOnly },
  },
];

/** Somebody asks for a child's record: the copy of it, what is released, and the second look. */
const prepareAccess = may("prepare-subject-access").in("authority");
const anAccessRequest: readonly Line[] = (
  [
    ["a request to see a record", "subject_access_requests"],
    ["a line of the record that is asked for", "subject_access_lines"],
    ["what is released of a line", "subject_access_decisions"],
    ["a step of the request", "subject_access_steps"],
  ] as const
).map(([row, table]) => ({
  ...{ row, table, places: everywhere, see: prepareAccess, add: prepareAccess },
  ...stays,
}));

export const whoMayWhat: readonly Line[] = [
  ...howLongKept,
  ...anAccessRequest,
  ...aLostPupil,
  ...aChild,
  ...aCase,
  ...safety,
  ...needToKnow,
  ...brokenGlass,
  ...whoIsBack,
  ...aSweep,
  ...anInspection,
  ...areaRegisters,
  ...signedReturns,
  ...aLetter,
  ...ofTeams,
  ...aReferral,
  ...aReferralPassedOn,
  ...aRemoval,
  ...aQuestion,
  ...whoIsAsked,
  ...aMessage,
  ...anEmail,
  ...aFile,
  ...termDates,
  ...aVersion,
  ...aStandingDuty,
  ...aComparison,
  ...anEntry,
  ...ofTheirStaff,
  ...onesOwn,
  ...knownToAll,
];

export type RoleHeld = { role: string; scope: Scope; acts: readonly string[] };

/** Whether a role may do this to a row of this line that lies there. */
export function isAllowed(role: RoleHeld, line: Line, deed: Deed, place: Place): boolean {
  const who = line[deed];
  if (typeof who === "string") return who === "everybody";
  return (
    (line.withoutLeave || reach[role.scope].includes(place)) &&
    who.some(({ acts, scopes }) => scopes.includes(role.scope) && acts.some((act) => role.acts.includes(act)))
  );
}
