import { type Act, mayDo, type Viewer } from "../access/index.ts";
import type { FactKind } from "../procedures/index.ts";
import { GovukDetails } from "../web/design/index.ts";
import type { Kase } from "./case.ts";
import { placeOf } from "./case-to-work.ts";
import { type Hold, isHeldBack } from "./hold.ts";
import { simpleFacts } from "./simple-facts.ts";

/** `makes` is the fact that comes of it: what is held is not offered. */
type Link = { text: string; at: string; act: Act; whenClosed?: boolean; makes?: FactKind };

const links: readonly Link[] = [
  { text: "Add a note", at: "notes", act: "add-note", whenClosed: true },
  { text: "Record the database check", at: "database-checks", act: "work-case" },
  { text: "Send a visit request (CME4)", at: "visit-requests", act: "work-case", makes: "visit-requested" },
  { text: "Send enquiries", at: "enquiries", act: "send-enquiry" },
  ...Object.entries(simpleFacts)
    .filter(([kind]) => kind !== "case-reopened")
    .map(([kind, { heading }]) => ({
      ...{ text: heading, at: `facts/${kind}`, act: "work-case" as const },
      makes: kind as FactKind,
    })),
  {
    text: "Tell the school when to take the child off its roll",
    at: "removal-advice",
    act: "work-case",
    whenClosed: true,
  },
  { text: "Tell the referrer", at: "words-to-referrer", act: "work-case", whenClosed: true },
  { text: "Change who owns the case", at: "owner", act: "work-case" },
  { text: "Close the case", at: "closure", act: "close-case" },
];

/** Everything that the viewer may record on a case besides its next step. */
export function CaseActs({ kase, viewer, hold }: { kase: Kase; viewer: Viewer; hold: Hold | undefined }) {
  const mine = links.filter(
    ({ act, whenClosed, makes }) =>
      (kase.open || whenClosed) &&
      mayDo(viewer, act, placeOf(kase)) &&
      !(hold && makes && isHeldBack(hold, makes)),
  );
  const mayReopen = !kase.open && mayDo(viewer, "work-case", placeOf(kase));
  if (mine.length === 0) return null;
  return (
    <GovukDetails summaryText="Record something else" classes="keepsight-not-printed">
      <ul class="govuk-list">
        {mayReopen && (
          <li>
            <a href={`/cases/${kase.reference}/facts/case-reopened`}>
              {simpleFacts["case-reopened"].heading}
            </a>
          </li>
        )}
        {mine.map(({ text, at }) => (
          <li key={at}>
            <a href={`/cases/${kase.reference}/${at}`}>{text}</a>
          </li>
        ))}
      </ul>
    </GovukDetails>
  );
}
