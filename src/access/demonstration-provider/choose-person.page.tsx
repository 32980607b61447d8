import { GovukButton } from "../../web/design/index.ts";
import type { PageToShow } from "../../web/routes.ts";
import type { PersonToBe } from "./demonstration-people.store.ts";
import { newcomer } from "./demonstration-person.ts";
import { byAuthorityAndRole, inTheStory } from "./in-the-story.ts";

/** The demonstration's sign-in: everybody one can be, by authority. `action` is where the choice is sent. */
export function choosePersonPage(people: readonly PersonToBe[], action: string): PageToShow {
  return {
    title: "Choose whom to sign in as",
    children: (
      <form action={action} method="post">
        <h1 class="govuk-heading-l">Choose whom to sign in as</h1>
        <p class="govuk-body">
          This is a demonstration. Everybody here is invented, so there is no password: press a name, and you
          see what that person sees.
        </p>
        <h2 class="govuk-heading-m">One child, from report to return</h2>
        <p class="govuk-body">
          A school reports a leaver, the CME officer opens the case, the area attendance officer visits, and a
          school of the other authority finds the child.
        </p>
        <Staff people={inTheStory(people)} withAuthority />
        {[...byAuthorityAndRole(people)].map(([authority, staff]) => (
          <section>
            <h2 class="govuk-heading-m">{`Everybody in ${authority}`}</h2>
            <Staff people={staff} />
          </section>
        ))}
        <h2 class="govuk-heading-m">Somebody without a role</h2>
        <p class="govuk-body">To see what a person sees to whom nobody has given a role yet.</p>
        <SignInAs {...newcomer} />
      </form>
    ),
  };
}

type Listed = { readonly people: readonly PersonToBe[]; readonly withAuthority?: boolean };

function Staff({ people, withAuthority = false }: Listed) {
  return (
    <dl class="govuk-summary-list">
      {people.map((person) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{person.title}</dt>
          <dd class="govuk-summary-list__value">
            {withAuthority && !person.place.endsWith(person.authority)
              ? `${person.place}, ${person.authority}`
              : person.place}
          </dd>
          <dd class="govuk-summary-list__actions">
            <SignInAs {...person} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function SignInAs({ subject, name }: { readonly subject: string; readonly name: string }) {
  return (
    <GovukButton
      text={name}
      name="subject"
      value={subject}
      classes="govuk-button--secondary govuk-!-margin-bottom-0"
    />
  );
}

/** The way here has run out, or was not begun in this browser. */
export function chooseAgainPage(): PageToShow {
  return {
    status: 400,
    title: "Sign in again",
    children: (
      <>
        <h1 class="govuk-heading-l">Sign in again</h1>
        <p class="govuk-body">This list was opened too long ago, or in another browser.</p>
        <p class="govuk-body">
          <a class="govuk-link" href="/sign-in">
            Sign in
          </a>
        </p>
      </>
    ),
  };
}
