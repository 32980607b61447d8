import { Form, GovukButton } from "../../web/design/index.ts";
import type { PageToShow } from "../../web/routes.ts";
import type { Provider } from "./provider-chosen.ts";
import type { Session } from "./session.ts";

const signInAgain = (
  <p class="govuk-body">
    <a class="govuk-link" href="/sign-in">
      Sign in
    </a>
  </p>
);

/** The way to another provider, where there are several: the right one of last time is gone to by itself. */
const somewhereElse = (
  <p class="govuk-body">
    <a class="govuk-link" href="/sign-in?choose=yes">
      Sign in with an account from somewhere else
    </a>
  </p>
);

/** The provider does not answer; `at` where it is one of several. */
export function providerSilentPage(at: Provider | undefined): PageToShow {
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
        <p class="govuk-body">
          If it lasts, tell whoever looks after your sign-in{at?.name && ` at ${at.name}`}.
        </p>
        {at ? <SignInAt provider={at} /> : signInAgain}
        {at && somewhereElse}
      </>
    ),
  };
}

/** What came back was not begun in this browser, or too long ago, or the provider refused it. */
export function startAgainPage(several: boolean): PageToShow {
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
        {several && somewhereElse}
      </>
    ),
  };
}

function SignInAt({ provider: { key = "", name = key } }: { readonly provider: Provider }) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`/sign-in?at=${key}`}>
        Sign in at {name}
      </a>
    </p>
  );
}

/** The issuer is shared by many organisations, and the account is not of the one that was chosen. */
export function ofAnotherPage(at: Provider): PageToShow {
  return {
    status: 403,
    title: "That account is not from here",
    children: (
      <>
        <h1 class="govuk-heading-l">That account is not from {at.name}</h1>
        <p class="govuk-body">
          You have signed in with an account of another organisation, or your own. Choose your work account
          when you are asked which one.
        </p>
        <SignInAt provider={at} />
        {somewhereElse}
      </>
    ),
  };
}

/**
 * The provider knows the person, and neither a person nor a group has given them a role. `at`: the provider, where it is one of
 * several and speaks for some places alone.
 */
export function noRolePage(
  email: string | undefined,
  { byGroups, at }: { byGroups: boolean; at: Provider | undefined },
): PageToShow {
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
        {at && (
          <p class="govuk-body">
            You signed in at {at.name}, which speaks for its own people alone. If your role is somewhere else,
            sign in with the account that you have there.
          </p>
        )}
        {byGroups && (
          <p class="govuk-body">
            Roles here follow from the groups of your sign-in account, and none of yours gives one. Your
            authority&rsquo;s data officer or named officer can say which group does, on the page
            &lsquo;Groups&rsquo;; whoever looks after your sign-in puts you into it.
          </p>
        )}
        {at ? (
          somewhereElse
        ) : (
          <p class="govuk-body">
            <a class="govuk-link" href="/sign-in">
              Sign in as somebody else
            </a>
          </p>
        )}
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
export function signedOutPage(several: boolean): PageToShow {
  return {
    title: "You are signed out",
    children: (
      <>
        <h1 class="govuk-heading-l">You are signed out</h1>
        <p class="govuk-body">On a computer that others use, close the browser too.</p>
        {signInAgain}
        {several && somewhereElse}
      </>
    ),
  };
}
