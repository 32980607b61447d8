import { type Act, mayDo, type Viewer } from "../access/index.ts";
import type { FactKind } from "../procedures/index.ts";
import { GovukDetails } from "../web/design/index.ts";
import type { Kase } from "./case.ts";
import { placeOf } from "./case-to-work.ts";
import { type Hold, isHeldBack } from "./hold.ts";
import { type SimpleKind, simpleFacts } from "./simple-facts.ts";

/** `makes` is the fact that comes of it: what is held is not offered. */
type Link = { text: string; at: string; act: Act; whenClosed?: boolean; makes?: FactKind };

/** What can be recorded, by what it is about, in the order of the page. */
const groups = {
  case: "The case",
  safety: "Safety",
  family: "Contact with the family",
  search: "Search and enquiries",
  absence: "Absence and new pupils",
  exclusion: "Exclusion",
  leaving: "Leaving the school",
  places: "School places and orders",
  found: "Where the child is now",
} as const;
type Group = keyof typeof groups;

const groupOf: Record<SimpleKind, Group> = {
  "case-reopened": "case",
  "concern-raised": "safety",
  "concern-settled": "safety",
  "action-decided": "safety",
  "reported-missing": "safety",
  "missing-child-returned": "safety",
  "return-interview-held": "safety",
  "protection-file-sent": "safety",
  "letter-sent": "family",
  "family-contact-tried": "family",
  "family-made-contact": "family",
  "whereabouts-sought": "search",
  "agency-told": "search",
  "message-posted": "search",
  "admissions-asked": "search",
  "hub-referred": "search",
  "hub-worker-allocated": "search",
  "stopped-in-sweep": "search",
  "absence-began": "absence",
  "absence-reported": "absence",
  "absence-explained": "absence",
  "persistent-absence-found": "absence",
  "attendance-referral-made": "absence",
  "pupil-returned": "absence",
  "starter-not-arrived": "absence",
  "starter-arrived": "absence",
  "pupil-admitted": "absence",
  "excluded-permanently": "exclusion",
  "excluded-for-a-time": "exclusion",
  "managed-move-began": "exclusion",
  "provision-arranged": "exclusion",
  "unofficial-exclusion-found": "exclusion",
  "removed-from-roll": "leaving",
  "records-sent": "leaving",
  "records-rejected": "leaving",
  "return-sent": "leaving",
  "home-education-notified": "leaving",
  "place-offered": "places",
  "place-not-taken-up": "places",
  "attendance-order-started": "places",
  "order-notice-served": "places",
  "education-shown-suitable": "places",
  "attendance-order-made": "places",
  "roll-confirmed": "found",
  "provision-confirmed": "found",
  "home-education-registered": "found",
  "left-area-confirmed": "found",
  "school-age-ruled-out": "found",
  "death-confirmed": "found",
};

/** What has a form of its own. */
const ownForms: Partial<Record<Group, readonly Link[]>> = {
  case: [
    { text: "Add a note", at: "notes", act: "add-note", whenClosed: true },
    { text: "Change who owns the case", at: "owner", act: "work-case" },
    { text: "Tell the referrer", at: "words-to-referrer", act: "work-case", whenClosed: true },
    { text: "Close the case", at: "closure", act: "close-case" },
  ],
  family: [
    {
      ...{ text: "Write a letter", at: "letters/new", act: "write-letter", whenClosed: true },
      makes: "letter-sent",
    },
    { text: "Send a visit request (CME4)", at: "visit-requests", act: "work-case", makes: "visit-requested" },
  ],
  search: [
    { text: "Record the database check", at: "database-checks", act: "work-case" },
    { text: "Send enquiries", at: "enquiries", act: "send-enquiry" },
  ],
  leaving: [
    {
      text: "Tell the school when to take the child off its roll",
      at: "removal-advice",
      act: "work-case",
      whenClosed: true,
    },
  ],
};

/** Everything that the viewer may record on a case besides its next step, grouped by what it is about. */
export function CaseActs({ kase, viewer, hold }: { kase: Kase; viewer: Viewer; hold: Hold | undefined }) {
  const shown = (Object.keys(groups) as Group[])
    .map((group) => ({ title: groups[group], links: linksIn(group, kase, viewer, hold) }))
    .filter(({ links }) => links.length > 0);
  if (shown.length === 0) return null;
  return (
    <GovukDetails summaryText="Record something else" classes="keepsight-not-printed">
      {shown.map(({ title, links }) => (
        <section key={title} aria-label={title}>
          <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{title}</h3>
          <ul class="govuk-list">
            {links.map(({ text, at }) => (
              <li key={at}>
                <a href={`/cases/${kase.reference}/${at}`}>{text}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </GovukDetails>
  );
}

/** The links of one group that the viewer may follow: reopening on a closed case, the rest mostly on an open one. */
function linksIn(group: Group, kase: Kase, viewer: Viewer, hold: Hold | undefined): Link[] {
  const facts = (Object.keys(simpleFacts) as SimpleKind[])
    .filter((kind) => groupOf[kind] === group && (kind === "case-reopened") !== kase.open)
    .map((kind): Link => {
      const { heading } = simpleFacts[kind];
      const whenClosed = kind === "case-reopened";
      return { text: heading, at: `facts/${kind}`, act: "work-case", makes: kind, whenClosed };
    });
  return [...(ownForms[group] ?? []), ...facts].filter(
    ({ act, whenClosed, makes }) =>
      (kase.open || whenClosed) &&
      mayDo(viewer, act, placeOf(kase)) &&
      !(hold && makes && isHeldBack(hold, makes)),
  );
}
