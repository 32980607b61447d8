import { postsAllowing } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { counted, GovukInsetText } from "../../web/design/index.ts";
import { unreviewedCount } from "./break-glass.store.ts";
import { recordsAtRisk } from "./lost-records.store.ts";

/** What those who answer for restricted records must know. */
export type GlassTold = {
  /** How many others opened that nobody has looked at. */
  unreviewed: number;
  /** How many nobody keeps, or soon nobody. */
  lost: number;
};

/** That, for those who answer for restricted records; of everybody else nothing. [G04] */
export async function glassNotice({
  database,
  viewer,
}: Pick<Context, "database" | "viewer">): Promise<GlassTold> {
  const authorityIds = postsAllowing(viewer, "answer-for-broken-glass").map(({ authorityId }) => authorityId);
  if (authorityIds.length === 0) return { unreviewed: 0, lost: 0 };
  const [unreviewed, atRisk] = await Promise.all([
    unreviewedCount(database, authorityIds, viewer.personId),
    recordsAtRisk(database),
  ]);
  return { unreviewed, lost: atRisk.filter(({ keepers, lastOn }) => keepers === 0 || lastOn).length };
}

/** Tells them, above their day's first page. */
export function GlassNotice({ told: { unreviewed, lost } }: { told: GlassTold }) {
  return (
    <>
      {unreviewed > 0 && (
        <Told
          what={`A restricted record was opened without leave ${counted(unreviewed, "time")}.`}
          at="/opened-records?show=unreviewed"
          todo="Read why, and say if it was right"
        />
      )}
      {lost > 0 && (
        <Told
          what={`Nobody is left, or soon will be, who can lift the restriction of ${counted(lost, "record")}.`}
          at="/opened-records"
          todo="See which, and what to do"
        />
      )}
    </>
  );
}

function Told({ what, at, todo }: { what: string; at: string; todo: string }) {
  return (
    <GovukInsetText
      classes="govuk-!-margin-top-0 govuk-!-margin-bottom-4"
      html={
        <>
          <strong>{what}</strong> <a href={at}>{todo}</a>
        </>
      }
    />
  );
}
