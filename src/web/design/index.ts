export { accessibilityPage } from "./accessibility-page.tsx";
export { assets, assetUrl, noSignalWorker, styleSheet } from "./assets.ts";
export { contrast, readableOn } from "./colour.ts";
export type { Attributes, Items, Markup } from "./component.ts";
export * from "./components.generated.ts";
export { type DateWanted, day, optionalDay, readDateFields } from "./date-fields.ts";
export { type Column, DenseTable, type DenseTableProps } from "./dense-table.tsx";
export { CsvFile, MoreAt } from "./end-of-list.tsx";
export { Filters, type FiltersProps } from "./filters.tsx";
export { ErrorSummary, Form, type FormProps } from "./form.tsx";
export { errorsBeside, type FormErrors, formErrors } from "./form-errors.ts";
export { fieldsOf, hidden, type Typed } from "./form-fields.ts";
export { HeldBanner, type HeldBannerProps } from "./held-banner.tsx";
export { LifeBand, type LifeBandProps, type LifeSpan, type LifeState } from "./life-band.tsx";
export * from "./moj.ts";
export { type Frame, htmlOf, Page, type PageProps } from "./page.tsx";
export { carried, choices, readForm, typedInto } from "./read-form.ts";
export {
  faultPage,
  notAllowedPage,
  notFoundPage,
  notOwedPage,
  type Shown,
  signInNeededPage,
} from "./refusal-pages.tsx";
export { RowButton } from "./row-button.tsx";
export { TableFrame } from "./table-frame.tsx";
export { Totals, type TotalsProps } from "./totals.tsx";
export { WeightBar, weightInWords } from "./weight-bar.tsx";
export * from "./words.ts";
export { WorkKeys, WorkList, type WorkRow } from "./work-list.tsx";
