import type { Markup } from "./component.ts";
import type { PageProps } from "./page.tsx";

/** A page's own part, for the web shell to put into the frame of the request. */
export type Shown = Pick<PageProps, "title" | "children">;

/** Nothing is here, or not for this person: the two look the same on purpose. */
export function notFoundPage(): Shown {
  return page("Page not found", [
    "If you typed the address, check it. If you pasted it, check that all of it is there.",
    "If you followed a link, what it led to may have moved, or your role may not include it.",
  ]);
}

/** The person's roles do not include the act. */
export function notAllowedPage(): Shown {
  return page("You cannot do this", [
    "None of your roles includes it. If it is part of your work, ask the named officer of your authority.",
  ]);
}

/** A step that another role owes, or nobody any more: most likely it has been recorded, by this person or another. */
export function notOwedPage(): Shown {
  return page("This is not owed by you now", [
    "It may have been recorded already, by you or by somebody else, or another role owes it. Nothing was changed.",
    <>
      What you owe stands on <a href="/my-work">My work</a>.
    </>,
  ]);
}

/** The person is not signed in; `returnTo` is where signing in leads back. */
export function signInNeededPage(returnTo: string): Shown {
  return page(
    "Sign in to go on",
    [
      "You are not signed in, or you have been signed out after a time without use. Nothing you typed is lost.",
    ],
    { text: "Sign in", href: `/sign-in?return=${encodeURIComponent(returnTo)}` },
  );
}

/** The program failed. Whoever mends it finds the cause in the log by the reference. */
export function faultPage(reference: string): Shown {
  return page("Something went wrong", [
    "It is our fault, not yours. Go back and try again in a moment: a form that is sent twice counts once.",
    <>
      If it happens again, report it with this reference: <strong>{reference}</strong>
    </>,
  ]);
}

function page(
  title: string,
  lines: readonly Markup[],
  next = { text: "Go to your first page", href: "/" },
): Shown {
  return {
    title,
    children: (
      <div class="keepsight-reading">
        <h1 class="govuk-heading-l">{title}</h1>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p>
          <a href={next.href}>{next.text}</a>
        </p>
      </div>
    ),
  };
}
