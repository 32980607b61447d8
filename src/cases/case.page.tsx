import { mayDo, type Viewer } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { type ChildRecord, StandingLine } from "../children/index.ts";
import type { Procedure, ReasonGroup } from "../procedures/index.ts";
import { dayInWords, GovukTag, lengthInWords, MojAlert } from "../web/design/index.ts";
import { AdmissionBinds } from "./admission-binds.page.tsx";
import type { Bind } from "./admission-binds.ts";
import type { Kase } from "./case.ts";
import { CaseActs } from "./case-acts.tsx";
import type { CaseSurroundings } from "./case-page.store.ts";
import type { ChronologyEntry } from "./case-record.ts";
import type { CaseSources } from "./case-sources.store.ts";
import { CaseTabs } from "./case-tabs.tsx";
import { placeOf } from "./case-to-work.ts";
import { ChildBeside } from "./child-beside.tsx";
import { Chronology } from "./chronology.page.tsx";
import type { ChronologyPart } from "./chronology.ts";
import type { PutRight } from "./corrections/how-put-right.ts";
import { outcomeWords } from "./fact-words.ts";
import type { Hold } from "./hold.ts";
import { NextStep, OtherSteps, type StepsShown } from "./next-step-card.tsx";
import { PerhapsFound, secondRecordsAmong } from "./second-records.tsx";
import type { Support } from "./support/support.ts";
import { SupportBeside } from "./support/support-beside.tsx";
import { WhoDoesWhat } from "./who-does-what.tsx";

export type CaseShown = StepsShown & {
  kase: Kase;
  viewer: Viewer;
  surroundings: CaseSurroundings;
  child: ChildRecord;
  procedure: Procedure | undefined;
  entries: readonly ChronologyEntry[];
  /** How the viewer puts a record right, where they may. */
  putRight: (entry: ChronologyEntry) => PutRight | undefined;
  sources: CaseSources;
  part: ChronologyPart | undefined;
  at: (part: ChronologyPart | undefined) => string;
  /** Why nobody may approach the family, if so. */
  hold: Hold | undefined;
  /** What has just been done here, in words. */
  done: string | undefined;
  /** Who helps the child already; left out for whom that is none of their business. [G05] */
  supports: readonly Support[] | undefined;
  /** Where the child stands today under the authority's own definition. [A05] */
  definition: Parameters<typeof StandingLine>[0]["of"];
  /** Who does what for the reason of the case. [A09] */
  groups: readonly ReasonGroup[];
  /** What binds an admission. [B11] */
  binds: readonly Bind[];
  /** The past day at which the case is shown. */
  asAt: Temporal.PlainDate | undefined;
};

/** One case: what must happen next, everything that happened, and the child beside it. */
export function CasePage(shown: CaseShown) {
  const {
    kase,
    child,
    surroundings,
    viewer,
    done,
    asAt,
    now,
    entries,
    putRight,
    sources,
    part,
    at,
    hold,
    supports,
  } = shown;
  const today = dayOf(now);
  const mayTell = mayDo(viewer, "close-case", { authorityId: kase.authorityId });
  const isOpened = entries.some(({ kind }) => kind === "case-opened");
  return (
    <>
      {done && <MojAlert variant="success" title="Done" text={done} disableAutoFocus={true} />}
      <span class="govuk-caption-l">Case {kase.reference}</span>
      <h1 class="govuk-heading-l">
        {child.forename} {child.surname}
      </h1>
      <InOneLine {...shown} />
      <CaseTabs kase={kase} active="case" viewer={viewer} />
      {!asAt && <StandingLine of={shown.definition} />}
      <div class="keepsight-case">
        <div class="keepsight-case__steps">
          {isOpened ? (
            <>
              {!asAt && kase.open && (
                <PerhapsFound
                  of={child.id}
                  records={secondRecordsAmong(surroundings.together, child)}
                  mayTell={mayTell}
                />
              )}
              <NextStep {...shown} />
              <OtherSteps {...shown} />
            </>
          ) : (
            <p class="govuk-body-l">
              This case was not opened yet. It was opened on {dayInWords(dayOf(kase.openedAt))}.
            </p>
          )}
          {!asAt && kase.open && (
            <>
              <WhoDoesWhat
                {...{ reason: kase.reason, groups: shown.groups, now }}
                obligations={shown.standing.obligations}
              />
              <AdmissionBinds binds={shown.binds} />
            </>
          )}
          {!asAt && <CaseActs kase={kase} viewer={viewer} hold={hold} />}
        </div>
        <div class="keepsight-case__child">
          {asAt && <p class="govuk-hint">The child as known at the end of {dayInWords(asAt)}.</p>}
          <ChildBeside
            child={child}
            surroundings={asAt ? { ...surroundings, together: [] } : surroundings}
            today={today}
            isOpen={kase.open}
            mayTell={mayTell}
          />
          {supports && (
            <SupportBeside
              reference={kase.reference}
              supports={supports}
              today={asAt ?? today}
              mayRecord={mayDo(viewer, "record-support", placeOf(kase))}
            />
          )}
        </div>
        <div class="keepsight-case__chronology">
          <Chronology
            {...{ entries, putRight, sources, part, at, reference: kase.reference }}
            referrals={surroundings.referrals}
          />
          <AsAtForm reference={kase.reference} day={asAt ?? today} />
        </div>
      </div>
    </>
  );
}

function InOneLine({ kase, standing, surroundings, procedure, now, entries, asAt }: CaseShown) {
  const { missingSince } = kase;
  const until = dayOf(standing.closedAt ?? now);
  if (!entries.some(({ kind }) => kind === "case-opened"))
    return (
      <ul class="keepsight-line">
        <li>
          <GovukTag text="Not opened yet" classes="govuk-tag--grey" />
        </li>
      </ul>
    );
  return (
    <ul class="keepsight-line">
      <li>
        {standing.open ? (
          <GovukTag text="Open" classes="govuk-tag--blue" />
        ) : (
          <GovukTag text="Closed" classes="govuk-tag--green" />
        )}
      </li>
      {standing.outcome && <li>The child is {outcomeWords[standing.outcome]}</li>}
      <li>
        {missingSince
          ? `Missing education ${standing.open ? "for" : "until then for"} ${lengthInWords(missingSince, until)}`
          : "Since when the child is missing education is not known"}
      </li>
      <li>{procedure ? procedure.title : kase.procedure}</li>
      <li>
        {asAt ? "Today owned" : "Owned"} by {surroundings.owner ?? "nobody"}
      </li>
      {surroundings.area && <li>{surroundings.area} area</li>}
    </ul>
  );
}

function AsAtForm({ reference, day }: { reference: string; day: Temporal.PlainDate }) {
  return (
    <form class="keepsight-filters__fields keepsight-not-printed" action={`/cases/${reference}`} method="get">
      <div class="govuk-form-group">
        <label class="govuk-label" for="as-at">
          The case as it was known at the end of
        </label>
        <input class="govuk-input" type="date" id="as-at" name="as-at" value={day.toString()} />
      </div>
      <button class="govuk-button govuk-button--secondary" type="submit">
        Show that day
      </button>
    </form>
  );
}
