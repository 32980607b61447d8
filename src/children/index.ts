export { type Address, addressesOf, lastKnown, recordAddress, recordLeaving } from "./addresses.store.ts";
export {
  type CompulsorySchoolAge,
  compulsorySchoolAgeOf,
  isOfCompulsorySchoolAge,
  lastFridayInJune,
  schoolYearOf,
} from "./compulsory-school-age.ts";
export { type List, lists } from "./lists.ts";
export { foldName } from "./name-folding.ts";
export { nhsNumberFaultOf, nhsNumberWith, tidyNhsNumber } from "./nhs-number.ts";
export {
  isPseudoPostcode,
  outwardCodeOf,
  postcodeFaultOf,
  pseudoPostcodes,
  readPostcode,
} from "./postcode.ts";
export { isUpn, tidyUpn, type UpnParts, upnFaultOf, upnParts, upnWith } from "./upn.ts";
export { type YearGroup, yearGroupOn, yearGroups } from "./year-group.ts";
