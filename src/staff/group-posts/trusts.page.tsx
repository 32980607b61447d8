import { dayInWords, Form, GovukDetails, RowButton } from "../../web/design/index.ts";
import type { Trust, TrustChange } from "./trusts.store.ts";

/** Which schools of the authority each trust has. */
export function TrustsHere({ trusts }: { readonly trusts: readonly Trust[] }) {
  return (
    <GovukDetails
      summaryText="Trusts and their schools here"
      html={
        <ul class="govuk-list govuk-list--bullet">
          {trusts.map(({ uid, name, schools }) => (
            <li key={uid}>
              {name}: {schools.map((school) => school.name).join(", ")}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** Schools that have joined or left a trust whose group has its role, each with what can be done about it. */
export function TrustChanges({
  changes,
  csrf,
}: {
  readonly changes: readonly TrustChange[];
  readonly csrf: string;
}) {
  return (
    <section aria-labelledby="trust-changes">
      <h2 class="govuk-heading-m" id="trust-changes">
        Schools that have joined or left a trust
      </h2>
      <ul class="govuk-list govuk-list--spaced">
        {changes.map((change) => (
          <li key={`${change.groupName} ${change.role} ${change.uid} ${change.school}`}>
            {change.groupPostId === null ? (
              <Joined change={change} csrf={csrf} />
            ) : (
              <Left change={change} csrf={csrf} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Changed = { readonly change: TrustChange; readonly csrf: string };

function Joined({ change: { school, laestab, trust, on, groupName, role, title, uid }, csrf }: Changed) {
  return (
    <>
      {school} joined {trust} on {dayInWords(Temporal.PlainDate.from(on))}. The group{" "}
      <Group name={groupName} /> has not got the role ‘{title}’ there.
      <Form action="/staff-groups" csrf={csrf}>
        <input type="hidden" name="groupName" value={groupName} />
        <input type="hidden" name="role" value={role} />
        <input type="hidden" name="laestab" value={laestab} />
        <input type="hidden" name="trust" value={uid} />
        <RowButton text="Ask for this role" about={`${groupName}, ${title}, ${school}`} />
      </Form>
    </>
  );
}

function Left({ change: { school, trust, on, groupName, title, groupPostId }, csrf }: Changed) {
  return (
    <>
      {school} left {trust} on {dayInWords(Temporal.PlainDate.from(on))}. The group <Group name={groupName} />{" "}
      still has the role ‘{title}’ there.
      <Form action={`/staff-groups/${groupPostId}/end`} csrf={csrf}>
        <RowButton text="End" about={`${groupName}, ${title}, ${school}`} classes="govuk-button--warning" />
      </Form>
    </>
  );
}

function Group({ name }: { readonly name: string }) {
  return <span class="govuk-!-text-break-word">{name}</span>;
}
