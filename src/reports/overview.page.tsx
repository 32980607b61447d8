import {
  counted,
  DenseTable,
  lengthInWords,
  type Markup,
  numberInWords,
  shortDay,
  Totals,
} from "../web/design/index.ts";
import { Bar } from "./bar.tsx";
import type { LongMissing, OverviewCounts, Week } from "./overview.store.ts";
import { SendRegularly } from "./schedules/send-regularly.tsx";

export type OverviewShown = {
  counts: OverviewCounts;
  longest: readonly LongMissing[];
  weeks: readonly Week[];
  today: Temporal.PlainDate;
};

/** Is anyone forgotten, where is it stuck, is the team coping? Every number leads to the cases that it counts. */
export function OverviewPage({ counts, longest, weeks, today }: OverviewShown) {
  const { all } = counts;
  return (
    <>
      <h1 class="govuk-heading-l">Overview</h1>
      <p class="govuk-body-l">{inOneSentence(counts)}</p>
      <SendRegularly report="overview" />
      <Totals
        label="Open cases"
        parts={[
          { text: "Open", count: all.count, href: "/register?closed=" },
          { text: "Next step overdue", count: all.overdue, href: "/register?state=overdue" },
          { text: "Owned by nobody", count: all.unowned, href: "/register?owner=0" },
          ...(all.ofLeavers > 0
            ? [{ text: "Owned by a leaver", count: all.ofLeavers, href: "/register?owner=left" }]
            : []),
          { text: "Missing over a year", count: all.longMissing, href: "/register?length=over-52" },
        ]}
      />
      <h2 class="govuk-heading-m">Is anyone forgotten?</h2>
      <Longest longest={longest} today={today} />
      <h2 class="govuk-heading-m">Where is it stuck?</h2>
      <Groups
        caption="Open cases by area"
        of="Area"
        rows={counts.areas.map(({ id, name, ...row }) => ({
          ...row,
          text: name ?? "No area",
          href: id === null ? undefined : `/register?area=${id}`,
        }))}
      />
      <Groups
        caption="Open cases by who owes the next step"
        of="Role"
        rows={counts.roles.map(({ role, title, ...row }) => ({
          ...row,
          text: title,
          href: `/register?role=${role}`,
        }))}
      />
      <h2 class="govuk-heading-m">Is the team coping?</h2>
      <Groups
        caption="Open cases by owner"
        of="Owner"
        rows={counts.owners.map(({ id, name, ...row }) => ({
          ...row,
          text: name ?? "Nobody yet",
          href: `/register?owner=${id ?? 0}`,
        }))}
      />
      <Weeks weeks={weeks} today={today} />
      <p class="govuk-body">
        <a class="govuk-link" href="/review">
          How long children wait, and if some groups wait longer
        </a>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/annual-report">
          The annual report to management and the safeguarding board
        </a>
      </p>
    </>
  );
}

function inOneSentence({ all }: OverviewCounts): string {
  if (all.count === 0) return "No case is open.";
  const late = all.overdue === 0 ? "no next step is overdue" : `${numberInWords(all.overdue)} overdue`;
  const forgotten = all.forgotten === 0 ? "none" : numberInWords(all.forgotten);
  return `${counted(all.count, "open case")}, ${forgotten} without a next step; ${late}.`;
}

function Longest({ longest, today }: Pick<OverviewShown, "longest" | "today">) {
  if (longest.length === 0) return <p>Of no open case is it known since when the child is missing.</p>;
  return (
    <DenseTable
      caption="Missing longest"
      columns={[
        { text: "Case", unbroken: true },
        { text: "Child" },
        { text: "Missing" },
        { text: "Area" },
        { text: "Next step" },
        { text: "Owner" },
      ]}
      rows={longest.map(({ reference, forename, surname, missingSince, area, nextAsks, owner }): Markup[] => [
        <a href={`/cases/${reference}`}>{reference}</a>,
        `${forename} ${surname}`.trim(),
        lengthInWords(missingSince, today),
        area ?? "",
        nextAsks ?? "",
        owner ?? "Nobody yet",
      ])}
    />
  );
}

type Group = { text: string; href: string | undefined; count: number; overdue: number };

function Groups({ caption, of, rows }: { caption: string; of: string; rows: readonly Group[] }) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const link = (href: string | undefined, count: number) =>
    href && count > 0 ? <a href={href}>{numberInWords(count)}</a> : numberInWords(count);
  return (
    <DenseTable
      caption={caption}
      columns={[
        { text: of },
        { text: "Open", numeric: true },
        { text: "Overdue", numeric: true },
        { text: "Overdue of open" },
      ]}
      rows={rows.map(({ text, href, count, overdue }): Markup[] => [
        text,
        link(href, count),
        link(href && `${href}&state=overdue`, overdue),
        <Bar whole={most} part={count} dark={overdue} />,
      ])}
    />
  );
}

function Weeks({ weeks, today }: Pick<OverviewShown, "weeks" | "today">) {
  const most = Math.max(1, ...weeks.map(({ open }) => open));
  return (
    <DenseTable
      caption="The last 8 weeks"
      columns={[
        { text: "Week to", unbroken: true },
        { text: "Opened", numeric: true },
        { text: "Closed", numeric: true },
        { text: "Open at its end", numeric: true },
        { text: "Open" },
      ]}
      rows={weeks.map(({ endsOn, opened, closed, open }): Markup[] => {
        const isOver = Temporal.PlainDate.compare(endsOn, today) < 0;
        return [
          isOver ? shortDay(endsOn) : "This week",
          numberInWords(opened),
          numberInWords(closed),
          <a href={isOver ? `/register?as-at=${endsOn}` : "/register?closed="}>{numberInWords(open)}</a>,
          <Bar whole={most} part={open} dark={0} />,
        ];
      })}
    />
  );
}
