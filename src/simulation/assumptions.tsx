import { procedureActs, roleInWords } from "../procedures/index.ts";
import { DenseTable, GovukDetails } from "../web/design/index.ts";
import type { Simulated } from "./simulation.ts";

/** What the numbers rest on, so that whoever doubts one knows what to change. */
export function Assumptions({ simulated }: { simulated: Simulated }) {
  const { minutes, staffing, countyDays, alreadyMissing, alongside, seed, from } = simulated;
  const people = Object.entries(staffing).map(([role, count]) => `${roleInWords(role as never)} ${count}`);
  return (
    <section class="simulated-section">
      <h2 class="govuk-heading-m">What was assumed</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>The whole county works by the procedure. Alongside it run: {alongside.join("; ")}.</li>
        <li>
          People: {people.length > 0 ? `${people.join(", ")}. Every other role has` : "every role has"} as
          many as its work needs.
        </li>
        <li>
          A person has {minutes.minutesADay} minutes of each working day for this work, in an office that is
          open from 9am to 5pm, Monday to Friday, without bank holidays. The people of a role share its work.
        </li>
        <li>
          Whoever owes something means to do it between a quarter and four fifths of the time that it has.
          What then waits is done most urgent first.
        </li>
        <li>
          What an act finds follows from what is true of the child in the invented county. How often somebody
          is at home or knows something is our assumption. Chance is drawn for each child and event from seed{" "}
          {seed}, whatever the procedure, so that procedures differ by what they ask and not by luck.
        </li>
        <li>
          The county's lists tell who left school from {countyDays.from} to {countyDays.to}; nothing is in
          hand before. The nearer {from} is to the first of these days, the emptier the desks are at first.
          {alreadyMissing > 0 && ` ${alreadyMissing} children who were missing before it are left out.`}
        </li>
        <li>
          Only work for single children is counted: not the lists and reports that an authority owes for all.
        </li>
        <li>
          A deadline is missed for want of people if it was time to do it and everybody had other work. It is
          late whoever works if nobody could begin it in time: what must come before it came late, or nobody
          can find it out.
        </li>
        <li>
          Where far too few people work, cases stand still and later deadlines never begin. Then read missed
          deadlines beside the cases that were closed.
        </li>
      </ul>
      <GovukDetails summaryText="Minutes for each act">
        <DenseTable
          caption="Minutes for each act: our assumption, to be replaced with --minutes"
          columns={[{ text: "Act" }, { text: "Minutes", numeric: true }]}
          rows={Object.entries(minutes.acts).map(([act, count]) => [
            procedureActs[act as keyof typeof procedureActs].verb,
            String(count),
          ])}
        />
      </GovukDetails>
    </section>
  );
}
