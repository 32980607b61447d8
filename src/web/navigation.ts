import { type Act, mayDo, type Viewer } from "../access/index.ts";

const items: readonly { text: string; href: string; act: Act }[] = [
  { text: "My work", href: "/my-work", act: "see-my-work" },
  { text: "My school", href: "/my-school", act: "see-my-school" },
  { text: "My visits", href: "/my-visits", act: "see-visits" },
  { text: "Referrals", href: "/referrals", act: "open-case" },
  { text: "Questions", href: "/questions", act: "answer-enquiry" },
  { text: "Questions", href: "/questions", act: "answer-for-school" },
  { text: "Questions", href: "/questions", act: "answer-for-agency" },
  { text: "Find a child", href: "/children", act: "find-child" },
  { text: "Register", href: "/register", act: "see-register" },
  { text: "Imports", href: "/imports", act: "import-roll" },
  { text: "Term dates", href: "/terms", act: "import-terms" },
  { text: "Standing duties", href: "/standing-duties", act: "see-standing-duties" },
  { text: "Procedures", href: "/procedures", act: "see-procedures" },
  { text: "Audit", href: "/audit", act: "read-audit" },
];

/** The navigation of one person: only what their roles let them open. The first is the page they start on. */
export function navigationOf(viewer: Viewer, path: string) {
  return items
    .filter(
      (item, index) =>
        mayDo(viewer, item.act) &&
        items.findIndex((other) => other.href === item.href && mayDo(viewer, other.act)) === index,
    )
    .map(({ text, href }) => ({ text, href, current: path === href || path.startsWith(`${href}/`) }));
}

/** The page on which a person's day begins. */
export function firstPageOf(viewer: Viewer): string {
  return navigationOf(viewer, "")[0]?.href ?? "/no-role";
}
