// Made from the option lists of govuk-frontend 6.6.0 by generate-components.ts. Do not edit.
import { type Attributes, component, type Items, type Markup } from "./component.ts";

export interface GovukBackLinkProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly href: string;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK back-link. */
export const GovukBackLink = component<GovukBackLinkProps>("govuk/components/back-link/template.njk");

export interface GovukBreadcrumbsProps {
  readonly items: Items<{
    readonly text?: string | undefined;
    readonly html?: Markup | undefined;
    readonly href?: string | undefined;
    readonly attributes?: Attributes | undefined;
  }>;
  readonly classes?: string | undefined;
  readonly collapseOnMobile?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
  readonly labelText?: string | undefined;
}
/** GOV.UK breadcrumbs. */
export const GovukBreadcrumbs = component<GovukBreadcrumbsProps>("govuk/components/breadcrumbs/template.njk");

export interface GovukButtonProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly type?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly href?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly preventDoubleClick?: boolean | undefined;
  readonly isStartButton?: boolean | undefined;
  readonly id?: string | undefined;
}
/** GOV.UK button. */
export const GovukButton = component<GovukButtonProps>("govuk/components/button/template.njk");

export interface GovukCharacterCountProps {
  readonly id?: string | undefined;
  readonly name: string;
  readonly rows?: string | undefined;
  readonly value?: string | undefined;
  readonly maxlength: string;
  readonly maxwords: string;
  readonly threshold?: string | undefined;
  readonly countType?: string | undefined;
  readonly label: GovukLabelProps;
  readonly hint?: GovukHintProps | undefined;
  readonly errorMessage?: GovukErrorMessageProps | undefined;
  readonly formGroup?: {
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
    readonly beforeInput?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
    readonly afterInput?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
  } | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly countMessage?: {
    readonly classes?: string | undefined;
  } | undefined;
  readonly textareaDescriptionText?: string | undefined;
  readonly charactersUnderLimitText?: Readonly<Record<string, string>> | undefined;
  readonly charactersAtLimitText?: string | undefined;
  readonly charactersOverLimitText?: Readonly<Record<string, string>> | undefined;
  readonly wordsUnderLimitText?: Readonly<Record<string, string>> | undefined;
  readonly wordsAtLimitText?: string | undefined;
  readonly wordsOverLimitText?: Readonly<Record<string, string>> | undefined;
}
/** GOV.UK character-count. */
export const GovukCharacterCount = component<GovukCharacterCountProps>("govuk/components/character-count/template.njk");

export interface GovukCheckboxesProps {
  readonly describedBy?: string | undefined;
  readonly fieldset?: GovukFieldsetProps | undefined;
  readonly hint?: GovukHintProps | undefined;
  readonly errorMessage?: GovukErrorMessageProps | undefined;
  readonly formGroup?: {
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
    readonly beforeInputs?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
    readonly afterInputs?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
  } | undefined;
  readonly idPrefix?: string | undefined;
  readonly name: string;
  readonly items: Items<{ readonly divider: string } | {
    readonly text?: string | undefined;
    readonly html?: Markup | undefined;
    readonly id?: string | undefined;
    readonly name?: string | undefined;
    readonly value: string;
    readonly label?: {
      readonly classes?: string | undefined;
      readonly attributes?: Attributes | undefined;
    } | undefined;
    readonly hint?: GovukHintProps | undefined;
    readonly divider?: string | undefined;
    readonly checked?: boolean | undefined;
    readonly conditional?: {
      readonly html: Markup;
    } | undefined;
    readonly behaviour?: string | undefined;
    readonly disabled?: boolean | undefined;
    readonly attributes?: Attributes | undefined;
  }>;
  readonly values?: readonly string[] | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK checkboxes. */
export const GovukCheckboxes = component<GovukCheckboxesProps>("govuk/components/checkboxes/template.njk");

export interface GovukDateInputProps {
  readonly id: string;
  readonly namePrefix?: string | undefined;
  readonly items?: Items<{
    readonly id?: string | undefined;
    readonly name: string;
    readonly label?: string | undefined;
    readonly value?: string | undefined;
    readonly error?: boolean | undefined;
    readonly autocomplete?: string | undefined;
    readonly pattern?: string | undefined;
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
  }> | undefined;
  readonly hint?: GovukHintProps | undefined;
  readonly errorMessage?: GovukErrorMessageProps | undefined;
  readonly formGroup?: {
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
    readonly beforeInputs?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
    readonly afterInputs?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
  } | undefined;
  readonly fieldset?: GovukFieldsetProps | undefined;
  readonly day?: Partial<NonNullable<GovukDateInputProps["items"]>[number] & object> | undefined;
  readonly month?: Partial<NonNullable<GovukDateInputProps["items"]>[number] & object> | undefined;
  readonly year?: Partial<NonNullable<GovukDateInputProps["items"]>[number] & object> | undefined;
  readonly values?: {
    readonly day?: string | undefined;
    readonly month?: string | undefined;
    readonly year?: string | undefined;
  } | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK date-input. */
export const GovukDateInput = component<GovukDateInputProps>("govuk/components/date-input/template.njk");

export interface GovukDetailsProps {
  readonly summaryText?: string | undefined;
  readonly summaryHtml?: Markup | undefined;
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly children?: Markup | undefined;
  readonly id?: string | undefined;
  readonly open?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK details. */
export const GovukDetails = component<GovukDetailsProps>("govuk/components/details/template.njk");

export interface GovukErrorMessageProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly visuallyHiddenText?: string | undefined;
}
/** GOV.UK error-message. */
export const GovukErrorMessage = component<GovukErrorMessageProps>("govuk/components/error-message/template.njk");

export interface GovukErrorSummaryProps {
  readonly titleText?: string | undefined;
  readonly titleHtml?: Markup | undefined;
  readonly descriptionText?: string | undefined;
  readonly descriptionHtml?: Markup | undefined;
  readonly children?: Markup | undefined;
  readonly errorList?: Items<{
    readonly href?: string | undefined;
    readonly text?: string | undefined;
    readonly html?: Markup | undefined;
    readonly attributes?: Attributes | undefined;
  }> | undefined;
  readonly disableAutoFocus?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK error-summary. */
export const GovukErrorSummary = component<GovukErrorSummaryProps>("govuk/components/error-summary/template.njk");

export interface GovukExitThisPageProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly redirectUrl?: string | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly activatedText?: string | undefined;
  readonly timedOutText?: string | undefined;
  readonly pressTwoMoreTimesText?: string | undefined;
  readonly pressOneMoreTimeText?: string | undefined;
}
/** GOV.UK exit-this-page. */
export const GovukExitThisPage = component<GovukExitThisPageProps>("govuk/components/exit-this-page/template.njk");

export interface GovukFieldsetProps {
  readonly describedBy?: string | undefined;
  readonly legend?: {
    readonly text?: string | undefined;
    readonly html?: Markup | undefined;
    readonly classes?: string | undefined;
    readonly isPageHeading?: boolean | undefined;
  } | undefined;
  readonly classes?: string | undefined;
  readonly role?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly html?: Markup | undefined;
  readonly children?: Markup | undefined;
}
/** GOV.UK fieldset. */
export const GovukFieldset = component<GovukFieldsetProps>("govuk/components/fieldset/template.njk");

export interface GovukFileUploadProps {
  readonly name: string;
  readonly id?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly multiple?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly label: GovukLabelProps;
  readonly hint?: GovukHintProps | undefined;
  readonly errorMessage?: GovukErrorMessageProps | undefined;
  readonly formGroup?: {
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
    readonly beforeInput?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
    readonly afterInput?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
  } | undefined;
  readonly javascript?: boolean | undefined;
  readonly chooseFilesButtonText?: string | undefined;
  readonly dropInstructionText?: string | undefined;
  readonly multipleFilesChosenText?: Readonly<Record<string, string>> | undefined;
  readonly noFileChosenText?: string | undefined;
  readonly enteredDropZoneText?: string | undefined;
  readonly leftDropZoneText?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly wrapperClasses?: string | undefined;
  readonly wrapperAttributes?: Attributes | undefined;
}
/** GOV.UK file-upload. */
export const GovukFileUpload = component<GovukFileUploadProps>("govuk/components/file-upload/template.njk");

export interface GovukHintProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK hint. */
export const GovukHint = component<GovukHintProps>("govuk/components/hint/template.njk");

export interface GovukInputProps {
  readonly id?: string | undefined;
  readonly name: string;
  readonly type?: string | undefined;
  readonly inputmode?: string | undefined;
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly label: GovukLabelProps;
  readonly hint?: GovukHintProps | undefined;
  readonly errorMessage?: GovukErrorMessageProps | undefined;
  readonly prefix?: {
    readonly text?: string | undefined;
    readonly html?: Markup | undefined;
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
  } | undefined;
  readonly suffix?: {
    readonly text?: string | undefined;
    readonly html?: Markup | undefined;
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
  } | undefined;
  readonly formGroup?: {
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
    readonly beforeInput?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
    readonly afterInput?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
  } | undefined;
  readonly classes?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly pattern?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly autocapitalize?: string | undefined;
  readonly inputWrapper?: {
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
  } | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK input. */
export const GovukInput = component<GovukInputProps>("govuk/components/input/template.njk");

export interface GovukInsetTextProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly children?: Markup | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK inset-text. */
export const GovukInsetText = component<GovukInsetTextProps>("govuk/components/inset-text/template.njk");

export interface GovukLabelProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly for?: string | undefined;
  readonly isPageHeading?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK label. */
export const GovukLabel = component<GovukLabelProps>("govuk/components/label/template.njk");

export interface GovukNotificationBannerProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly children?: Markup | undefined;
  readonly titleText?: string | undefined;
  readonly titleHtml?: Markup | undefined;
  readonly titleHeadingLevel?: string | undefined;
  readonly type?: string | undefined;
  readonly role?: string | undefined;
  readonly titleId?: string | undefined;
  readonly disableAutoFocus?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK notification-banner. */
export const GovukNotificationBanner = component<GovukNotificationBannerProps>("govuk/components/notification-banner/template.njk");

export interface GovukPaginationProps {
  readonly items?: Items<{
    readonly number?: string | undefined;
    readonly visuallyHiddenText?: string | undefined;
    readonly href?: string | undefined;
    readonly current?: boolean | undefined;
    readonly ellipsis?: boolean | undefined;
    readonly attributes?: Attributes | undefined;
  }> | undefined;
  readonly previous?: {
    readonly text?: string | undefined;
    readonly html?: Markup | undefined;
    readonly labelText?: string | undefined;
    readonly href: string;
    readonly attributes?: Attributes | undefined;
  } | undefined;
  readonly next?: {
    readonly text?: string | undefined;
    readonly html?: Markup | undefined;
    readonly labelText?: string | undefined;
    readonly href: string;
    readonly attributes?: Attributes | undefined;
  } | undefined;
  readonly landmarkLabel?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK pagination. */
export const GovukPagination = component<GovukPaginationProps>("govuk/components/pagination/template.njk");

export interface GovukPanelProps {
  readonly titleText?: string | undefined;
  readonly titleHtml?: Markup | undefined;
  readonly headingLevel?: number | undefined;
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly children?: Markup | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly actions?: {
    readonly items?: Items<{
      readonly text: string;
      readonly type?: string | undefined;
      readonly href?: string | undefined;
      readonly classes?: string | undefined;
      readonly attributes?: Attributes | undefined;
    }> | undefined;
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
  } | undefined;
}
/** GOV.UK panel. */
export const GovukPanel = component<GovukPanelProps>("govuk/components/panel/template.njk");

export interface GovukPhaseBannerProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly tag: GovukTagProps;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK phase-banner. */
export const GovukPhaseBanner = component<GovukPhaseBannerProps>("govuk/components/phase-banner/template.njk");

export interface GovukRadiosProps {
  readonly fieldset?: GovukFieldsetProps | undefined;
  readonly hint?: GovukHintProps | undefined;
  readonly errorMessage?: GovukErrorMessageProps | undefined;
  readonly formGroup?: {
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
    readonly beforeInputs?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
    readonly afterInputs?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
  } | undefined;
  readonly idPrefix?: string | undefined;
  readonly name: string;
  readonly items: Items<{ readonly divider: string } | {
    readonly text?: string | undefined;
    readonly html?: Markup | undefined;
    readonly id?: string | undefined;
    readonly value: string;
    readonly label?: {
      readonly classes?: string | undefined;
      readonly attributes?: Attributes | undefined;
    } | undefined;
    readonly hint?: GovukHintProps | undefined;
    readonly divider?: string | undefined;
    readonly checked?: boolean | undefined;
    readonly conditional?: {
      readonly html: Markup;
    } | undefined;
    readonly disabled?: boolean | undefined;
    readonly attributes?: Attributes | undefined;
  }>;
  readonly value?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK radios. */
export const GovukRadios = component<GovukRadiosProps>("govuk/components/radios/template.njk");

export interface GovukSelectProps {
  readonly id?: string | undefined;
  readonly name: string;
  readonly items: Items<{
    readonly value?: string | undefined;
    readonly text: string;
    readonly selected?: boolean | undefined;
    readonly disabled?: boolean | undefined;
    readonly attributes?: Attributes | undefined;
  }>;
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly label: GovukLabelProps;
  readonly hint?: GovukHintProps | undefined;
  readonly errorMessage?: GovukErrorMessageProps | undefined;
  readonly formGroup?: {
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
    readonly beforeInput?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
    readonly afterInput?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
  } | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK select. */
export const GovukSelect = component<GovukSelectProps>("govuk/components/select/template.njk");

export interface GovukServiceNavigationProps {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly ariaLabel?: string | undefined;
  readonly menuButtonText?: string | undefined;
  readonly menuButtonLabel?: string | undefined;
  readonly navigationLabel?: string | undefined;
  readonly navigationId?: string | undefined;
  readonly navigationClasses?: string | undefined;
  readonly collapseNavigationOnMobile?: boolean | undefined;
  readonly serviceName?: string | undefined;
  readonly serviceUrl?: string | undefined;
  readonly navigation: Items<{
    readonly current?: boolean | undefined;
    readonly active?: boolean | undefined;
    readonly html?: Markup | undefined;
    readonly text?: string | undefined;
    readonly href?: string | undefined;
    readonly attributes?: Attributes | undefined;
  }>;
  readonly slots?: {
    readonly start?: Markup | undefined;
    readonly end?: {
      readonly html?: Markup | undefined;
      readonly align?: string | undefined;
    } | undefined;
    readonly navigationStart?: Markup | undefined;
    readonly navigationEnd?: Markup | undefined;
  } | undefined;
}
/** GOV.UK service-navigation. */
export const GovukServiceNavigation = component<GovukServiceNavigationProps>("govuk/components/service-navigation/template.njk");

export interface GovukSkipLinkProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly href?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK skip-link. */
export const GovukSkipLink = component<GovukSkipLinkProps>("govuk/components/skip-link/template.njk");

export interface GovukSummaryListProps {
  readonly rows: Items<{
    readonly classes?: string | undefined;
    readonly key: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
      readonly classes?: string | undefined;
    };
    readonly value: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
      readonly classes?: string | undefined;
    };
    readonly actions?: {
      readonly items?: Items<{
        readonly href: string;
        readonly text?: string | undefined;
        readonly html?: Markup | undefined;
        readonly visuallyHiddenText?: string | undefined;
        readonly classes?: string | undefined;
        readonly attributes?: Attributes | undefined;
      }> | undefined;
      readonly classes?: string | undefined;
    } | undefined;
  }>;
  readonly card?: {
    readonly title?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
      readonly headingLevel?: number | undefined;
      readonly classes?: string | undefined;
    } | undefined;
    readonly actions?: {
      readonly items?: Items<{
        readonly href: string;
        readonly text?: string | undefined;
        readonly html?: Markup | undefined;
        readonly visuallyHiddenText?: string | undefined;
        readonly classes?: string | undefined;
        readonly attributes?: Attributes | undefined;
      }> | undefined;
      readonly classes?: string | undefined;
    } | undefined;
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
  } | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK summary-list. */
export const GovukSummaryList = component<GovukSummaryListProps>("govuk/components/summary-list/template.njk");

export interface GovukTableProps {
  readonly rows: Items<Items<{
    readonly text?: string | undefined;
    readonly html?: Markup | undefined;
    readonly format?: string | undefined;
    readonly classes?: string | undefined;
    readonly colspan?: number | undefined;
    readonly rowspan?: number | undefined;
    readonly attributes?: Attributes | undefined;
  }>>;
  readonly head?: Items<{
    readonly text?: string | undefined;
    readonly html?: Markup | undefined;
    readonly format?: string | undefined;
    readonly classes?: string | undefined;
    readonly colspan?: number | undefined;
    readonly rowspan?: number | undefined;
    readonly attributes?: Attributes | undefined;
  }> | undefined;
  readonly caption?: string | undefined;
  readonly captionClasses?: string | undefined;
  readonly firstCellIsHeader?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK table. */
export const GovukTable = component<GovukTableProps>("govuk/components/table/template.njk");

export interface GovukTabsProps {
  readonly id?: string | undefined;
  readonly idPrefix?: string | undefined;
  readonly title?: string | undefined;
  readonly items: Items<{
    readonly id: string;
    readonly label: string;
    readonly attributes?: Attributes | undefined;
    readonly panel: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
      readonly attributes?: Attributes | undefined;
    };
  }>;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK tabs. */
export const GovukTabs = component<GovukTabsProps>("govuk/components/tabs/template.njk");

export interface GovukTagProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK tag. */
export const GovukTag = component<GovukTagProps>("govuk/components/tag/template.njk");

export interface GovukTaskListProps {
  readonly items: Items<{
    readonly title: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
      readonly classes?: string | undefined;
    };
    readonly hint?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
    readonly status: {
      readonly tag?: GovukTagProps | undefined;
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
      readonly classes?: string | undefined;
    };
    readonly href?: string | undefined;
    readonly classes?: string | undefined;
  }>;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly idPrefix?: string | undefined;
}
/** GOV.UK task-list. */
export const GovukTaskList = component<GovukTaskListProps>("govuk/components/task-list/template.njk");

export interface GovukTextareaProps {
  readonly id?: string | undefined;
  readonly name: string;
  readonly spellcheck?: boolean | undefined;
  readonly rows?: string | undefined;
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly label: GovukLabelProps;
  readonly hint?: GovukHintProps | undefined;
  readonly errorMessage?: GovukErrorMessageProps | undefined;
  readonly formGroup?: {
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
    readonly beforeInput?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
    readonly afterInput?: {
      readonly text?: string | undefined;
      readonly html?: Markup | undefined;
    } | undefined;
  } | undefined;
  readonly classes?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK textarea. */
export const GovukTextarea = component<GovukTextareaProps>("govuk/components/textarea/template.njk");

export interface GovukWarningTextProps {
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly iconFallbackText?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}
/** GOV.UK warning-text. */
export const GovukWarningText = component<GovukWarningTextProps>("govuk/components/warning-text/template.njk");
