// The Ministry of Justice's templates come without option lists, so the props that we use are written down here,
// read from the templates themselves.
import { type Attributes, component, type Items, type Markup } from "./component.ts";
import type { GovukButtonProps } from "./components.generated.ts";

interface Words {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
}

interface Container {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface MojTimelineProps extends Container {
  readonly headingLevel?: number | undefined;
  readonly items: Items<
    Words &
      Container & {
        readonly label: Words;
        readonly byline?: Words | undefined;
        /** `timestamp` is an ISO instant, or an ISO day with `type` "date". */
        readonly datetime: {
          readonly timestamp: string;
          readonly type: "datetime" | "shortdatetime" | "date" | "shortdate" | "time";
        };
      }
  >;
}
/** What happened, newest first. */
export const MojTimeline = component<MojTimelineProps>("moj/components/timeline/template.njk");

export interface MojFilterProps {
  readonly heading: Words;
  readonly submit?: { readonly text?: string; readonly attributes?: Attributes } | undefined;
  readonly selectedFilters?:
    | {
        readonly heading: Words;
        readonly clearLink: { readonly text: string; readonly href: string };
        readonly categories: Items<{
          readonly heading: Words;
          readonly items: Items<{ readonly href: string; readonly text: string }>;
        }>;
      }
    | undefined;
  readonly optionsHtml: Markup;
  readonly attributes?: Attributes | undefined;
}
/** What a list is narrowed by; put it in a form with method get. */
export const MojFilter = component<MojFilterProps>("moj/components/filter/template.njk");

export interface MojSubNavigationProps extends Container {
  readonly label: string;
  readonly items: Items<Words & Container & { readonly href: string; readonly active?: boolean | undefined }>;
}
/** The parts of one page's subject, such as a case's Visits and Documents. */
export const MojSubNavigation = component<MojSubNavigationProps>(
  "moj/components/sub-navigation/template.njk",
);

export type MojBadgeProps = Words & Container;
/** A word in a box. Take `moj-badge--red`, `--green`, `--blue`, `--purple` or `--black`: the rest lack contrast. */
export const MojBadge = component<MojBadgeProps>("moj/components/badge/template.njk");

export interface MojAlertProps extends Words, Container {
  readonly variant: "information" | "success" | "warning" | "error";
  readonly title: string;
  readonly showTitleAsHeading?: boolean | undefined;
  readonly headingTag?: "h2" | "h3" | "h4" | undefined;
  readonly dismissible?: boolean | undefined;
  readonly dismissText?: string | undefined;
  readonly disableAutoFocus?: boolean | undefined;
  readonly focusOnDismissSelector?: string | undefined;
  readonly role?: string | undefined;
}
/** What has just happened, or what to heed on this page. */
export const MojAlert = component<MojAlertProps>("moj/components/alert/template.njk");

interface MojButtonMenuProps {
  readonly button: { readonly text: string; readonly classes?: string | undefined };
  readonly items: Items<GovukButtonProps>;
}

export interface MojIdentityBarProps extends Container {
  readonly title: Words;
  readonly menus?: Items<MojButtonMenuProps> | undefined;
}
/** Whom the page is about, above its heading. */
export const MojIdentityBar = component<MojIdentityBarProps>("moj/components/identity-bar/template.njk");

export interface MojPageHeaderActionsProps extends Container {
  readonly heading: Words & { readonly level?: number | undefined; readonly classes?: string | undefined };
  readonly items?: Items<GovukButtonProps> | undefined;
}
/** A page's heading with its buttons beside it. */
export const MojPageHeaderActions = component<MojPageHeaderActionsProps>(
  "moj/components/page-header-actions/template.njk",
);

export interface MojProgressBarProps extends Container {
  readonly id?: string | undefined;
  readonly label: string;
  readonly items: Items<
    Container & {
      readonly id?: string | undefined;
      readonly label: Words & { readonly classes?: string | undefined };
      readonly active?: boolean | undefined;
      readonly complete?: boolean | undefined;
    }
  >;
}
/** Where somebody is in a form of several pages. */
export const MojProgressBar = component<MojProgressBarProps>("moj/components/progress-bar/template.njk");
