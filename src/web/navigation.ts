import { type Act, mayDo, type Role, type Viewer } from "../access/index.ts";

/** The most used first: what does not fit beside the others goes under More. */
const items: readonly { text: string; href: string; act: Act }[] = [
  { text: "My work", href: "/my-work", act: "see-my-work" },
  { text: "My school", href: "/my-school", act: "see-my-school" },
  { text: "Overview", href: "/overview", act: "see-overview" },
  { text: "Held and urgent", href: "/held-and-urgent", act: "see-held-and-urgent" },
  { text: "Referrals", href: "/referrals", act: "open-case" },
  { text: "Find a child", href: "/children", act: "find-child" },
  { text: "Register", href: "/register", act: "see-register" },
  { text: "Lists", href: "/lists", act: "see-comparisons" },
  { text: "Questions", href: "/questions", act: "answer-enquiry" },
  { text: "Questions", href: "/questions", act: "answer-for-school" },
  { text: "Questions", href: "/questions", act: "answer-for-agency" },
  { text: "Report a child", href: "/reports", act: "report-child" },
  { text: "My visits", href: "/my-visits", act: "see-visits" },
  { text: "Visit plan", href: "/visit-plan", act: "plan-visits" },
  { text: "Return interviews", href: "/return-interviews", act: "see-return-interviews" },
  { text: "Sweeps", href: "/sweeps", act: "run-sweep" },
  { text: "Sweeps", href: "/sweeps-for-youth-justice", act: "see-sweeps-youth-offending" },
  { text: "Sweeps", href: "/sweeps-for-post-16", act: "see-sweeps-post-16" },
  { text: "Letters", href: "/letters", act: "write-letter" },
  { text: "Home education", href: "/home-education", act: "see-home-education" },
  { text: "Exclusions", href: "/exclusions", act: "see-exclusions" },
  { text: "Links", href: "/lists/links", act: "decide-link" },
  { text: "Lost pupils", href: "/lost-pupils", act: "keep-lost-pupils" },
  { text: "Transfer files", href: "/transfer-files", act: "send-transfer-file" },
  { text: "Absences", href: "/absences", act: "see-child" },
  { text: "Removals", href: "/my-school/removals", act: "remove-from-roll" },
  { text: "Removals", href: "/removals", act: "see-removals" },
  { text: "Imports", href: "/imports", act: "import-roll" },
  { text: "Systems", href: "/clients", act: "keep-clients" },
  { text: "Term dates", href: "/terms", act: "import-terms" },
  { text: "Inspections", href: "/inspections", act: "inspect-registers" },
  { text: "Area registers", href: "/area-registers", act: "see-area-registers" },
  { text: "Return to the government", href: "/government-return", act: "make-government-return" },
  { text: "Standing duties", href: "/standing-duties", act: "see-standing-duties" },
  { text: "Procedures", href: "/procedures", act: "see-procedures" },
  { text: "Words of letters", href: "/letter-texts", act: "edit-letter-text" },
  { text: "Directory", href: "/directory", act: "keep-directory" },
  { text: "Open a restricted record", href: "/break-glass", act: "break-glass" },
  { text: "Opened records", href: "/opened-records", act: "answer-for-broken-glass" },
  { text: "Subject access", href: "/subject-access", act: "prepare-subject-access" },
  { text: "Retention", href: "/retention", act: "keep-retention" },
  { text: "People", href: "/people", act: "see-people" },
  { text: "Outbox", href: "/outbox", act: "see-outbox" },
  { text: "Audit", href: "/audit", act: "read-audit" },
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
  "/keys": "/imports",
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
  const mine = items.filter(
    (item, index) =>
      mayDo(viewer, item.act) &&
      items.findIndex((other) => other.href === item.href && mayDo(viewer, other.act)) === index,
  );
  // Links are a part of Lists in their address and an item of their own.
  const within = Object.keys(reachedFrom).find((page) => path === page || path.startsWith(`${page}/`));
  const at = within === undefined ? path : (reachedFrom[within] ?? path);
  const [here] = mine
    .filter(({ href }) => at === href || at.startsWith(`${href}/`))
    .toSorted((one, other) => other.href.length - one.href.length);
  return mine
    .toSorted((one, other) => Number(other.href === first) - Number(one.href === first))
    .map(({ text, href }) => ({ text, href, current: href === here?.href }));
}

/** The page on which a person's day begins. */
export function firstPageOf(viewer: Viewer): string {
  return navigationOf(viewer, "")[0]?.href ?? "/no-role";
}
