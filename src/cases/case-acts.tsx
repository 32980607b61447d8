import { type Act, mayDo, type Viewer } from "../access/index.ts";
import { GovukDetails } from "../web/design/index.ts";
import type { Kase } from "./case.ts";
import { placeOf } from "./case-to-work.ts";
import { type SimpleKind, simpleFacts } from "./simple-facts.ts";

type Link = { text: string; at: string; act: Act; whenClosed?: boolean };

/** What can be recorded, by what was done; each kind of fact stands in one of them. */
const groups: Record<string, readonly SimpleKind[]> = {
  "Notes and the case": ["case-reopened"],
  Safety: ["concern-raised", "concern-settled", "action-decided", "return-interview-held"],
  "Contact with the family": ["letter-sent", "family-contact-tried", "family-made-contact"],
  "Search and enquiries": ["whereabouts-sought", "agency-told", "message-posted"],
  "The school left": ["removed-from-roll", "records-sent", "return-sent"],
  "School places and orders": [
    "place-offered",
    "place-not-taken-up",
    "attendance-order-started",
    "order-notice-served",
    "education-shown-suitable",
    "attendance-order-made",
  ],
  "Where the child is now": [
    "roll-confirmed",
    "provision-confirmed",
    "home-education-registered",
    "left-area-confirmed",
  ],
};

const ofGroup: Record<string, readonly Link[]> = {
  "Notes and the case": [
    { text: "Add a note", at: "notes", act: "add-note", whenClosed: true },
    { text: "Change who owns the case", at: "owner", act: "work-case" },
    { text: "Tell the referrer", at: "words-to-referrer", act: "work-case", whenClosed: true },
    { text: "Close the case", at: "closure", act: "close-case" },
  ],
  "Search and enquiries": [
    { text: "Record the database check", at: "database-checks", act: "work-case" },
    { text: "Send enquiries", at: "enquiries", act: "send-enquiry" },
  ],
  "Contact with the family": [
    { text: "Send a visit request (CME4)", at: "visit-requests", act: "work-case" },
  ],
  "The school left": [
    {
      text: "Tell the school when to take the child off its roll",
      at: "removal-advice",
      act: "work-case",
      whenClosed: true,
    },
  ],
};

/** Everything that the viewer may record on a case besides its next step, grouped by what was done. */
export function CaseActs({ kase, viewer }: { kase: Kase; viewer: Viewer }) {
  const shown = Object.entries(groups)
    .map(([title, kinds]) => ({ title, links: linksIn(title, kinds, kase, viewer) }))
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
function linksIn(title: string, kinds: readonly SimpleKind[], kase: Kase, viewer: Viewer): Link[] {
  const facts = kinds
    .filter((kind) => (kind === "case-reopened") !== kase.open)
    .map((kind): Link => {
      const { heading } = simpleFacts[kind];
      return { text: heading, at: `facts/${kind}`, act: "work-case", whenClosed: kind === "case-reopened" };
    });
  return [...(ofGroup[title] ?? []), ...facts].filter(
    ({ act, whenClosed }) => (kase.open || whenClosed) && mayDo(viewer, act, placeOf(kase)),
  );
}
