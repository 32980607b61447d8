import { postsAllowing } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { counted, GovukInsetText } from "../../web/design/index.ts";
import { unreviewedCount } from "./break-glass.store.ts";

/** How many restricted records others opened that nobody has looked at, for those who answer for it; of everybody else none. [G04] */
export function glassNotice({ database, viewer }: Pick<Context, "database" | "viewer">): Promise<number> {
  const authorityIds = postsAllowing(viewer, "answer-for-broken-glass").map(({ authorityId }) => authorityId);
  return authorityIds.length === 0
    ? Promise.resolve(0)
    : unreviewedCount(database, authorityIds, viewer.personId);
}

/** Tells those who answer for it, above their day's first page. */
export function GlassNotice({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <GovukInsetText
      classes="govuk-!-margin-top-0 govuk-!-margin-bottom-4"
      html={
        <>
          <strong>{`A restricted record was opened without leave ${counted(count, "time")}.`}</strong>{" "}
          <a href="/opened-records?show=unreviewed">Read why, and say if it was right</a>
        </>
      }
    />
  );
}
