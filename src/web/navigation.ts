import type { Act, Role, Viewer } from "../access/index.ts";

/** Under which words the less used items stand together. */
const groups = {
  work: "Work",
  children: "Children",
  visits: "Visits and letters",
  schools: "Schools and lists",
  account: "Duties and rules",
  record: "The record",
} as const;

/** The most used first: what does not fit beside the others goes under More. */
const items: readonly { text: string; href: string; group: keyof typeof groups; act: Act }[] = [
  { text: "My work", href: "/my-work", group: "work", act: "see-my-work" },
  { text: "My school", href: "/my-school", group: "work", act: "see-my-school" },
  { text: "Overview", href: "/overview", group: "work", act: "see-overview" },
  { text: "Held and urgent", href: "/held-and-urgent", group: "work", act: "see-held-and-urgent" },
  { text: "Referrals", href: "/referrals", group: "work", act: "open-case" },
  { text: "Find a child", href: "/children", group: "children", act: "find-child" },
  { text: "Register", href: "/register", group: "children", act: "see-register" },
  { text: "Lists", href: "/lists", group: "children", act: "see-comparisons" },
  { text: "Questions", href: "/questions", group: "work", act: "answer-enquiry" },
  { text: "Questions", href: "/questions", group: "work", act: "answer-for-school" },
  { text: "Questions", href: "/questions", group: "work", act: "answer-for-agency" },
  { text: "Report a child", href: "/reports", group: "work", act: "report-child" },
  { text: "My visits", href: "/my-visits", group: "visits", act: "see-visits" },
  { text: "Visit plan", href: "/visit-plan", group: "visits", act: "plan-visits" },
  { text: "Return interviews", href: "/return-interviews", group: "visits", act: "see-return-interviews" },
  { text: "Sweeps", href: "/sweeps", group: "visits", act: "run-sweep" },
  { text: "Sweeps", href: "/sweeps-for-youth-justice", group: "visits", act: "see-sweeps-youth-offending" },
  { text: "Sweeps", href: "/sweeps-for-post-16", group: "visits", act: "see-sweeps-post-16" },
  { text: "Letters", href: "/letters", group: "visits", act: "write-letter" },
  { text: "Home education", href: "/home-education", group: "children", act: "see-home-education" },
  { text: "Exclusions", href: "/exclusions", group: "children", act: "see-exclusions" },
  { text: "Links", href: "/lists/links", group: "children", act: "decide-link" },
  { text: "Lost pupils", href: "/lost-pupils", group: "children", act: "keep-lost-pupils" },
  { text: "Transfer files", href: "/transfer-files", group: "children", act: "send-transfer-file" },
  { text: "Absences", href: "/absences", group: "children", act: "see-child" },
  { text: "Removals", href: "/my-school/removals", group: "schools", act: "remove-from-roll" },
  { text: "Removals", href: "/removals", group: "schools", act: "see-removals" },
  { text: "Imports", href: "/imports", group: "schools", act: "import-roll" },
  { text: "Systems", href: "/clients", group: "schools", act: "keep-clients" },
  { text: "Partners", href: "/exchange-partners", group: "schools", act: "keep-partners" },
  { text: "Term dates", href: "/terms", group: "schools", act: "import-terms" },
  { text: "Inspections", href: "/inspections", group: "schools", act: "inspect-registers" },
  { text: "Area registers", href: "/area-registers", group: "account", act: "see-area-registers" },
  {
    text: "Return to the government",
    href: "/government-return",
    group: "account",
    act: "make-government-return",
  },
  { text: "My reminders", href: "/my-reminders", group: "account", act: "see-my-work" },
  { text: "My reminders", href: "/my-reminders", group: "account", act: "see-my-school" },
  { text: "My reports", href: "/my-reports", group: "account", act: "subscribe-to-report" },
  { text: "Standing duties", href: "/standing-duties", group: "account", act: "see-standing-duties" },
  { text: "Procedures", href: "/procedures", group: "account", act: "see-procedures" },
  { text: "Words of letters", href: "/letter-texts", group: "account", act: "edit-letter-text" },
  { text: "Directory", href: "/directory", group: "account", act: "keep-directory" },
  { text: "Open a restricted record", href: "/break-glass", group: "record", act: "break-glass" },
  { text: "Opened records", href: "/opened-records", group: "record", act: "answer-for-broken-glass" },
  { text: "Subject access", href: "/subject-access", group: "record", act: "prepare-subject-access" },
  { text: "Retention", href: "/retention", group: "record", act: "keep-retention" },
  { text: "People", href: "/people", group: "record", act: "see-people" },
  { text: "Groups", href: "/staff-groups", group: "record", act: "keep-staff-groups" },
  { text: "Outbox", href: "/outbox", group: "visits", act: "see-outbox" },
  { text: "Audit", href: "/audit", group: "record", act: "read-audit" },
];

/** Where the day of some roles begins; of all others, at the first page that they may open. */
const beginsAt: Partial<Record<Role, string>> = {
  "area-attendance-officer": "/my-visits",
  "hub-worker": "/my-visits",
  "ehe-officer": "/home-education",
  "exclusions-officer": "/exclusions",
  "hub-lead": "/overview",
  "area-manager": "/overview",
  "area-lead": "/overview",
  "named-officer": "/overview",
  "safeguarding-lead": "/held-and-urgent",
};

/** Pages with an address of their own that are reached from a page of the navigation, which stays marked there. */
const reachedFrom: Readonly<Record<string, string>> = {
  "/county-picture": "/lists",
  "/exchange": "/lost-pupils",
  "/keys": "/imports",
  "/interface-tries": "/clients",
  "/my-school/returns": "/my-school/removals",
  "/missing-education": "/register",
  "/annual-report": "/overview",
  "/review": "/overview",
  "/unfound": "/register",
  "/unofficial-exclusions": "/exclusions",
  "/rejected-rows": "/imports",
};

/** The navigation of one person: only what their roles let them open. The first is the page they start on. */
export function navigationOf(viewer: Viewer, path: string) {
  const first = viewer.posts.map(({ role }) => beginsAt[role]).find((href) => href !== undefined);
  // Once each: every page asks for all of them.
  const allowed = new Set(viewer.posts.flatMap(({ acts }) => acts));
  const hrefs = new Set<string>();
  const mine = items.filter(({ act, href }) => allowed.has(act) && hrefs.size < hrefs.add(href).size);
  // Links are a part of Lists in their address and an item of their own.
  const within = Object.keys(reachedFrom).find((page) => path === page || path.startsWith(`${page}/`));
  const at = within === undefined ? path : (reachedFrom[within] ?? path);
  const [here] = mine
    .filter(({ href }) => at === href || at.startsWith(`${href}/`))
    .toSorted((one, other) => other.href.length - one.href.length);
  return mine
    .toSorted((one, other) => Number(other.href === first) - Number(one.href === first))
    .map(({ text, href, group }) => ({ text, href, group: groups[group], current: href === here?.href }));
}

/** The page on which a person's day begins. */
export function firstPageOf(viewer: Viewer): string {
  return navigationOf(viewer, "")[0]?.href ?? "/no-role";
}
