import { postsAllowing } from "../access/index.ts";
import type { Context } from "../context.ts";
import { filesOffered } from "../lost-pupils/index.ts";
import { counted, GovukInsetText } from "../web/design/index.ts";

/** How many files from other authorities' systems wait for whoever keeps the store of lost pupils. */
export async function offeredNotice({ viewer, database }: Context): Promise<number> {
  const [post] = postsAllowing(viewer, "keep-lost-pupils");
  return post ? filesOffered(database, post.authorityId) : 0;
}

/** Says on the page on which their day begins that such files wait: nobody there hears anything before one has decided. */
export function OfferedNotice({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <GovukInsetText
      classes="govuk-!-margin-top-0 govuk-!-margin-bottom-4"
      html={
        <>
          <strong>{`${counted(count, "lost pupil's file", "lost pupils' files")} came from another authority's system.`}</strong>{" "}
          <a href="/exchange">Take it in, or decline it</a>
        </>
      }
    />
  );
}
