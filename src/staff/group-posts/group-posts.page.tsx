import {
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukDetails,
  GovukInput,
  GovukSelect,
  londonDay,
  RowButton,
  shortDay,
  type Typed,
} from "../../web/design/index.ts";
import type { GroupKnown, GroupPost } from "./group-posts.store.ts";
import { TrustChanges, TrustsHere } from "./trusts.page.tsx";
import type { Trust, TrustChange } from "./trusts.store.ts";

export type GroupPostsPageProps = {
  readonly groupPosts: readonly GroupPost[];
  readonly moreAt: string | undefined;
  readonly known: readonly GroupKnown[];
  readonly trusts: readonly Trust[];
  readonly changes: readonly TrustChange[];
  readonly roles: readonly { role: string; title: string; scope: string }[];
  readonly areas: readonly { id: number; name: string }[];
  readonly agencies: readonly { id: number; name: string }[];
  readonly me: number;
  readonly csrf: string;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
};

/** Which group gives which post: one to ask for, those there are, agreeing to them and ending them. */
export function GroupPostsPage(props: GroupPostsPageProps) {
  const { groupPosts, moreAt, known, trusts, changes, roles, areas, agencies, csrf, typed, errors } = props;
  const field = fieldsOf(typed, errors);
  const chosen = (list: readonly { id: number; name: string }[], none: string) => [
    { value: "", text: none },
    ...list.map(({ id, name }) => ({ value: String(id), text: name })),
  ];
  return (
    <>
      <h1 class="govuk-heading-l">Groups that give roles</h1>
      <p>
        Whoever is in a group of your directory, or has it named when they sign in, holds the role that you
        write beside it here, and loses it when they leave the group.
      </p>
      <p>A second person agrees before a group gives anything.</p>
      {changes.length > 0 && <TrustChanges changes={changes} csrf={csrf} />}
      <h2 class="govuk-heading-m">Ask for a role</h2>
      <Form action="/staff-groups" csrf={csrf}>
        <GovukInput
          {...field.text("groupName")}
          label={{ text: "Group" }}
          hint={{ text: "Its name or id as the directory or the sign-in provider sends it" }}
        />
        <GovukSelect
          {...field.text("role")}
          label={{ text: "Role that it gives" }}
          items={[
            { value: "", text: "Choose a role" },
            ...roles.map(({ role, title }) => ({ value: role, text: title })),
          ]}
        />
        <GovukSelect
          {...field.text("areaId")}
          label={{ text: "Area, for a role of one area" }}
          items={chosen(areas, "No area")}
        />
        <GovukInput
          {...field.text("laestab")}
          label={{ text: "School numbers, for a role of schools" }}
          hint={{ text: "Seven digits each, apart by spaces" }}
        />
        {trusts.length > 0 && (
          <GovukSelect
            {...field.text("trust")}
            label={{ text: "Trust, for a role at each of its schools here" }}
            hint={{
              text: "All of them unless you enter numbers. You are told here when a school joins or leaves",
            }}
            items={[
              { value: "", text: "No trust" },
              ...trusts.map(({ uid, name, schools }) => ({
                value: uid,
                text: `${name} (${schools.length})`,
              })),
            ]}
          />
        )}
        <GovukSelect
          {...field.text("agencyId")}
          label={{ text: "Agency, for a role of an agency" }}
          items={chosen(agencies, "No agency")}
        />
        <GovukCheckboxes
          {...field.choices("ofOrganisation")}
          items={[
            {
              value: "yes",
              text: "At the school or authority that sign-in names, instead of a place chosen here",
              hint: { text: "DfE Sign-in names the organisation for which somebody signs in." },
            },
          ]}
          classes="govuk-checkboxes--small"
        />
        <GovukButton text="Ask for this role" />
      </Form>
      {trusts.length > 0 && <TrustsHere trusts={trusts} />}
      {known.length > 0 && (
        <GovukDetails
          summaryText="Groups that your directories have told of"
          html={
            <ul class="govuk-list govuk-list--bullet">
              {known.map(({ name, members, school }) => (
                <li key={`${school ?? ""} ${name}`}>
                  {name}
                  {school && `, of ${school}`}: {members} {members === 1 ? "member" : "members"}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {groupPosts.length === 0 ? <p>No group gives a role yet.</p> : <GroupPosts {...props} />}
      {moreAt && <a href={moreAt}>Older ones</a>}
    </>
  );
}

function GroupPosts({ groupPosts, csrf, me }: GroupPostsPageProps) {
  return (
    <DenseTable
      caption="Groups and the roles that they give"
      columns={[
        { text: "Group" },
        { text: "Role" },
        { text: "Held by", numeric: true },
        { text: "Asked for", unbroken: true },
        { text: "State" },
      ]}
      rows={groupPosts.map((one) => [
        <span class="govuk-!-text-break-word">{one.groupName}</span>,
        `${one.title}, ${one.place}`,
        String(one.holders),
        `${shortDay(londonDay(one.askedAt))} by ${one.askedByName}`,
        <State one={one} csrf={csrf} me={me} />,
      ])}
    />
  );
}

function State({ one, csrf, me }: { readonly one: GroupPost; readonly csrf: string; readonly me: number }) {
  const { id, groupName, title, together, askedBy, agreedAt, agreedByName, endedAt, endedByName } = one;
  if (endedAt) return <>{`Ended ${shortDay(londonDay(endedAt))} by ${endedByName}`}</>;
  const about = `${groupName}, ${title}`;
  return (
    <>
      {agreedAt
        ? `In force since ${shortDay(londonDay(agreedAt))}, agreed by ${agreedByName}`
        : "Waits for a second person"}
      {!agreedAt && askedBy !== me && (
        <Form action={`/staff-groups/${id}/agreement`} csrf={csrf}>
          <RowButton text={together.length > 1 ? `Agree to all ${together.length}` : "Agree"} about={about} />
        </Form>
      )}
      <Form action={`/staff-groups/${id}/end`} csrf={csrf}>
        <RowButton text="End" about={about} classes="govuk-button--warning" />
      </Form>
    </>
  );
}
