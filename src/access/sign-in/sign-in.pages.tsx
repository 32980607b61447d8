import { Form, GovukButton } from "../../web/design/index.ts";
import type { PageToShow } from "../../web/routes.ts";
import type { Session } from "./session.ts";

const signInAgain = (
  <p class="govuk-body">
    <a class="govuk-link" href="/sign-in">
      Sign in
    </a>
  </p>
);

/** The provider does not answer. */
export function providerSilentPage(): PageToShow {
  return {
    status: 503,
    title: "The sign-in service does not answer",
    children: (
      <>
        <h1 class="govuk-heading-l">The sign-in service does not answer</h1>
        <p class="govuk-body">
          Keepsight is working, but the service that signs you in did not answer. Wait a minute, then try
          again.
        </p>
        <p class="govuk-body">If it lasts, tell whoever looks after your sign-in.</p>
        {signInAgain}
      </>
    ),
  };
}

/** What came back was not begun in this browser, or too long ago, or the provider refused it. */
export function startAgainPage(): PageToShow {
  return {
    status: 400,
    title: "Sign in again",
    children: (
      <>
        <h1 class="govuk-heading-l">Sign in again</h1>
        <p class="govuk-body">
          You are not signed in. This happens when signing in took more than 15 minutes, was begun in another
          browser, or was stopped on the way.
        </p>
        {signInAgain}
      </>
    ),
  };
}

/** The provider knows the person, and neither a person nor a group has given them a role. */
export function noRolePage(email: string | undefined, byGroups: boolean): PageToShow {
  return {
    status: 403,
    title: "You have no role yet",
    children: (
      <>
        <h1 class="govuk-heading-l">You have signed in, but nobody has given you a role</h1>
        <p class="govuk-body">
          Ask the person who looks after Keepsight in your authority to give you one
          {email && (
            <>
              {" "}
              for <strong>{email}</strong>
            </>
          )}
          . Until then you cannot see anything here.
        </p>
        {byGroups && (
          <p class="govuk-body">
            Roles here follow from the groups of your sign-in account, and none of yours gives one. Your
            authority&rsquo;s data officer or named officer can say which group does, on the page
            &lsquo;Groups&rsquo;; whoever looks after your sign-in puts you into it.
          </p>
        )}
        <p class="govuk-body">
          <a class="govuk-link" href="/sign-in">
            Sign in as somebody else
          </a>
        </p>
      </>
    ),
  };
}

/** Asks which sign-out is meant. */
export function signOutPage({ viewer, csrfToken }: Session): PageToShow {
  return {
    title: "Sign out",
    children: (
      <>
        <h1 class="govuk-heading-l">Sign out</h1>
        <p class="govuk-body">You are signed in as {viewer.name}.</p>
        <Form action="/sign-out" csrf={csrfToken}>
          <GovukButton text="Sign out" />
        </Form>
        <h2 class="govuk-heading-m">On another computer or phone too?</h2>
        <p class="govuk-body">If you lost one, or left it signed in, sign out of all of them at once.</p>
        <Form action="/sign-out-everywhere" csrf={csrfToken}>
          <GovukButton text="Sign out everywhere" classes="govuk-button--secondary" />
        </Form>
      </>
    ),
  };
}

/** The person is signed out. */
export function signedOutPage(): PageToShow {
  return {
    title: "You are signed out",
    children: (
      <>
        <h1 class="govuk-heading-l">You are signed out</h1>
        <p class="govuk-body">On a computer that others use, close the browser too.</p>
        {signInAgain}
      </>
    ),
  };
}
