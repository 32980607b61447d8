import type { ComponentChild, ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { assetUrl } from "./assets.ts";
import { readableOn } from "./colour.ts";
import { GovukSkipLink } from "./components.generated.ts";
import { ErrorSummary } from "./form.tsx";
import type { FormErrors } from "./form-errors.ts";
import { oneByteText } from "./one-byte-text.ts";
import { Footer, Header } from "./surroundings.tsx";
import { dayInWords, momentInWords } from "./words.ts";

/** What every page of one request shares. The web shell makes it once; pages spread it into `<Page>`. */
export interface Frame {
  /** Without a name before anybody is signed in. */
  readonly council: { readonly name: string /** Like "#1d4b3f". */; readonly colour: string };
  /** The request's Content-Security-Policy nonce for styles: the council's colour is the one inline style. */
  readonly nonce: string;
  /** The token that each `<Form>` of the page sends back. */
  readonly csrf: string;
  /** When the page is made, for the foot of a printed page. */
  readonly at: Temporal.Instant;
  readonly navigation: readonly {
    readonly text: string;
    readonly href: string;
    /** Under which words it stands where there are many. */
    readonly group?: string;
    readonly current?: boolean;
  }[];
  /** Left out on pages for people who are not signed in. */
  readonly signedInAs?: { readonly name: string; readonly role: string } | undefined;
  /** Where the search box leads; left out where there is none. */
  readonly searchAt?: string | undefined;
  /** Says that every child is invented. */
  readonly demonstration: boolean;
}

export interface PageProps extends Frame {
  /** What the page is, for the browser's tab. Never a child's name: shared screens show it. */
  readonly title: string;
  /** Use the whole width of a desk's screen, for dense tables. */
  readonly wide?: boolean;
  /** A back link, breadcrumbs or tabs between the navigation and the main part. */
  readonly before?: ComponentChild;
  /** What must not be done on a held case: see `<HeldBanner>`. */
  readonly held?: ComponentChild;
  /** A past day that the page shows as it was then, and the address of the same page today. */
  readonly asAt?: { readonly day: Temporal.PlainDate; readonly todayAt: string } | undefined;
  readonly errors?: FormErrors | undefined;
  /** Of the main part, where it is not in English; what surrounds it is. */
  readonly language?:
    | {
        readonly code: string;
        readonly direction: "ltr" | "rtl";
        /** "There is a problem" in it. */
        readonly problem: string;
      }
    | undefined;
  readonly children?: ComponentChildren;
}

/** A whole page: the council's header, the navigation, the main part and the foot. */
export function Page(props: PageProps) {
  const { title, council, nonce, errors, children } = props;
  const kinds = ["govuk-template__body", props.wide && "keepsight-wide", props.asAt && "keepsight-past"];
  return (
    <html lang="en-GB" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>
          {oneByteText(
            `${errors ? "Error: " : ""}${[title, "Keepsight", council.name].filter(Boolean).join(" – ")}`,
          )}
        </title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="theme-color" content={council.colour} />
        <link rel="icon" type="image/svg+xml" href={assetUrl("favicon.svg")} />
        <link rel="stylesheet" href={assetUrl("keepsight.css")} />
        <style nonce={nonce}>
          {`:root{--keepsight-council:${council.colour};--keepsight-on-council:${readableOn(council.colour)}}`}
        </style>
        <script type="module" src={assetUrl("keepsight.client.js")} />
      </head>
      <body class={kinds.filter(Boolean).join(" ")}>
        <script src={assetUrl("scripts-run.js")} />
        <GovukSkipLink href="#main-content" text="Skip to main content" />
        <Header {...props} />
        <div class="govuk-width-container">
          {props.before}
          <main
            class="govuk-main-wrapper"
            id="main-content"
            lang={props.language?.code}
            dir={props.language?.direction}
          >
            {props.asAt && (
              <p class="keepsight-as-at">
                <strong>As at {dayInWords(props.asAt.day)}.</strong> This is how things stood then, not today.{" "}
                <a href={props.asAt.todayAt}>Show today</a>
              </p>
            )}
            {errors && <ErrorSummary errors={errors} title={props.language?.problem} />}
            {props.held}
            {children}
          </main>
        </div>
        <Footer />
        <p class="keepsight-printed">
          {props.signedInAs ? `Printed by ${props.signedInAs.name}. ` : ""}
          {`As shown by Keepsight on ${momentInWords(props.at)}.${council.name && ` ${council.name}.`}`}
        </p>
      </body>
    </html>
  );
}

/** The HTML of a page, to send as text/html. */
export function htmlOf(page: VNode): string {
  return `<!DOCTYPE html>\n${renderToString(page)}`;
}
