export {
  type Address,
  addressesOf,
  lastKnown,
  recordAddress,
  recordLeaving,
  takeBackAddresses,
} from "./addresses.store.ts";
export { type Approach, approachTo } from "./approach.store.ts";
export { ethnicityInWords, languageInWords } from "./census-codes.ts";
export {
  flagStanding,
  flagsStanding,
  lowerFlag,
  meetChild,
  type NewParticulars,
  recordCarer,
  recordFlags,
  recordParticulars,
  recordProvision,
} from "./child-facts.store.ts";
export { type ChildRecord, childRecord } from "./child-record.store.ts";
export { ageAndYear } from "./child-words.ts";
export {
  type Birthdays,
  compulsorySchoolAgeOf,
  isOfCompulsorySchoolAge,
  schoolBirthdaysOn,
  schoolYearOf,
} from "./compulsory-school-age.ts";
export { ApproachBanner, FamilyBarred } from "./family-barred.page.tsx";
export { findChildren, mostFound } from "./find-children.ts";
export { recordOffRoll } from "./leave-roll.store.ts";
export { calledOver, calledUnsuitable, type List, lists } from "./lists.ts";
export { type Basic, basics, missingBasicsOf } from "./missing-basics.ts";
export { foldName } from "./name-folding.ts";
export { nhsNumberFaultOf, nhsNumberWith, tidyNhsNumber } from "./nhs-number.ts";
export { whyOneChild } from "./one-child.ts";
export { outwardCodeOf, postcodeApart, postcodeFaultOf, readPostcode } from "./postcode.ts";
export { type ProvisionKind, provisionKinds } from "./provisions.ts";
export { type Reason, reasonInWords, reasons } from "./reasons.ts";
export { hiddenOf, saysHidden, withoutHidden } from "./says-hidden.ts";
export { type OtherRecord, otherRecords } from "./second-records.store.ts";
export { readSought, type Sought } from "./sought.ts";
export { StandingLine } from "./standing.tsx";
export { standingOf } from "./standing-of.ts";
export { tidyUpn, upnFaultOf, upnParts, upnWith } from "./upn.ts";
export { type VulnerabilityGroup, vulnerabilityGroups } from "./vulnerability-groups.ts";
export { yearGroupOn, yearGroups } from "./year-group.ts";
