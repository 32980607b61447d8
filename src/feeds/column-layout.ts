import { columnInWords } from "./column-words.ts";
import type { ListDefinition } from "./list-definition.ts";

/** What a column holds, and what stands in it in a row of an invented child. */
type ColumnSaid = { holds: string; example: string };

const said = (holds: string, example = ""): ColumnSaid => ({ holds, example });
const day = "a day, such as 2026-09-03 or 03/09/2026";
const place = "part of the address";

/** By the column's name, or by the list's word and the column's name where a list means something of its own. */
const columns: Readonly<Record<string, ColumnSaid>> = {
  LAESTAB: said("the seven digits of the school: its authority's code and its own number", "9972001"),
  "alternative-provision LAESTAB": said("the school on whose roll the pupil is, if any", "9972001"),
  LACode: said("the authority's three-digit code, or its name", "997"),
  UPN: said("the pupil's number, with its check letter; empty where it is not known", "L997200120003"),
  FormerUPN: said("a number that the pupil had before"),
  Surname: said("the legal surname", "Marlow"),
  Forename: said("the legal forename", "Tamsin"),
  MiddleNames: said("other forenames", "May"),
  PreferredSurname: said("the surname that is used, where it is another"),
  PreferredForename: said("the forename that is used, where it is another", "Tam"),
  FormerSurname: said("a surname that the child had before"),
  DOB: said(`the date of birth: ${day}`, "2015-03-04"),
  "attendance Surname": said("needed only where there is no UPN"),
  "attendance Forename": said("needed only where there is no UPN"),
  "attendance DOB": said("needed only where there is no UPN"),
  Sex: said("F or M; empty where it is not known", "F"),
  NCYear: said("the year group that the pupil is taught in: R, 1 to 11", "6"),
  Ethnicity: said("the code of the school census", "WBRI"),
  FirstLanguage: said("the code of the school census", "ENG"),
  SEN: said("N, K (support) or E (plan)", "N"),
  AddressLine1: said(place, "4 Quay Lane"),
  AddressLine2: said(place),
  Town: said(place, "Quillhithe"),
  Postcode: said("a full postcode; empty where it is not known", "EA4 7DN"),
  StartDate: said(`the first day at the school: ${day}`, "2024-09-04"),
  LeavingDate: said("the last day at the school; empty while the pupil is there"),
  LeavingReason: said("the letter of the ground in regulation 9(1), A to O"),
  DestinationLAESTAB: said("the number of the next school; empty, Unknown or XXXXXXX where it is not known"),
  PreviousLAESTAB: said("the number of the school before; empty where it is not known"),
  Carer1Name: said("the name of a parent or carer", "Ana Marlow"),
  Carer1Relationship: said("what they are to the child", "Mother"),
  Carer1ParentalResponsibility: said("Yes or No; empty where it is not known", "Yes"),
  Carer1Phone: said("a telephone number", "07700 900123"),
  Carer2Name: said("the name of another parent or carer"),
  Carer2Relationship: said("what they are to the child"),
  Carer2ParentalResponsibility: said("Yes or No; empty where it is not known"),
  Carer2Phone: said("a telephone number"),
  NHSNumber: said("ten digits, the last a check digit", "9990000018"),
  GPPractice: said("the practice where the child is registered", "Quillhithe Medical Practice"),
  ApplicationReference: said("what tells this application from all others", "A997-0000001"),
  Round: said("reception, year-7 or in-year", "in-year"),
  AppliedOn: said(day, "2026-10-01"),
  CarerName: said("the name of a parent or carer", "Ana Marlow"),
  CarerPhone: said("a telephone number", "07700 900123"),
  Preference1: said("the number of the school wished for first", "9972002"),
  Preference2: said("the number of the school wished for second"),
  Preference3: said("the number of the school wished for third"),
  Status: said("how far it has come, in the list's own words", "being considered"),
  OfferReference: said("what tells this offer from all others", "F997-0000001"),
  OfferedOn: said(day, "2026-10-20"),
  Response: said("accepted or declined; empty while there is no answer", "accepted"),
  StartOn: said(`the day from which the place is offered: ${day}`, "2026-11-02"),
  NotifiedOn: said(`when the parents told the authority: ${day}`, "2026-09-10"),
  PoliceReference: said("what tells this report from all others", "P000001"),
  ReportedOn: said(day, "2026-11-01"),
  ReturnedOn: said("when the child was found; empty while missing"),
  Risk: said("low, medium or high", "medium"),
  NoticeReference: said("what tells this notice from all others", "N000001"),
  ToAuthority: said("the name or code of the authority that is told", "997"),
  FromAuthority: said("who tells it", "Farshire"),
  Kind: said("moved in or moved away", "moved in"),
  "exclusions Kind": said("permanent, suspension or managed-move", "suspension"),
  SentOn: said(day, "2026-11-10"),
  NewAddressLine1: said("where the child lives now", "4 Quay Lane"),
  NewTown: said("where the child lives now", "Quillhithe"),
  NewPostcode: said("where the child lives now", "EA4 7DN"),
  Event: said("joined or left", "left"),
  On: said(day, "2026-11-06"),
  Reason: said("for a leaver the letter of the ground in regulation 9(1), A to O", "G"),
  "exclusions Reason": said("why, in the school's words", "disruptive behaviour"),
  ExclusionReference: said("what tells this exclusion from all others", "X997-000001"),
  DecidedOn: said(`when the head teacher decided: ${day}`, "2026-11-05"),
  StartsOn: said(`the first day: ${day}`, "2026-11-09"),
  EndsOn: said("the last day; empty where there is none", "2026-11-11"),
  Sessions: said("how many sessions, two a school day", "6"),
  ProvisionName: said("where the child is taught next; empty while nothing has begun"),
  ProvisionLAESTAB: said("the number of that school or unit"),
  ProvisionFrom: said("the first day there"),
  Provider: said("who teaches the child", "Quay Farm Project"),
  ProviderLAESTAB: said("the number of a pupil referral unit or school that is the provider"),
  HoursAWeek: said("a number, such as 25 or 12.5", "12.5"),
  Arranged: said("school or authority: who arranged it", "school"),
  URN: said("the school's number in the national register", "900199"),
  "LA (code)": said("the authority's three-digit code; rows of other authorities are passed over", "997"),
  EstablishmentNumber: said("four digits: the second part of the school number", "2099"),
  EstablishmentName: said("the name of the school", "Quillhithe Infant School"),
  "EstablishmentStatus (name)": said(
    "Open or Closed; rows of schools that are proposed are passed over",
    "Open",
  ),
  "TypeOfEstablishment (name)": said("the register's own words", "Community school"),
  "PhaseOfEducation (name)": said("the register's own words", "Primary"),
  OpenDate: said("the day on which it opened", "01-09-2011"),
  CloseDate: said("the day on which it closed or is to close"),
  Street: said(place, "Quay Lane"),
  Locality: said(place),
  Address3: said(place),
  "Group UID": said("the trust's number in the register", "16901"),
  "Group Name": said("the name of the trust", "Quillhithe Learning Trust"),
  "Group Type": said(
    "the register's own words; rows of groups that are no academy trust are passed over",
    "Multi-academy trust",
  ),
  "Date Joined Group": said("the day on which the school joined the trust", "01-09-2024"),
  "Date Left Group": said("the day on which it left; empty while it is in the trust"),
  "Group Closed Date": said("the day on which the trust closed"),
  "Establishment CloseDate": said("the day on which the school closed"),
  WeekStarting: said("the Monday of the week", "2026-11-09"),
  Marks: said(
    "ten codes of 2024, Monday morning to Friday afternoon; # where the school is closed, - where the pupil is not on this roll",
    "/\\/\\OOII#Y1",
  ),
};

/** A column of a list's layout, as the page and the template show it. */
export type LayoutColumn = ColumnSaid & { name: string; words: string; required: boolean };

/** What the files of a list hold, column by column, the required ones first. @throws RangeError for a column of which nothing is said. */
export function layoutOf({
  word,
  required,
  optional,
}: Pick<ListDefinition, "word" | "required" | "optional">): LayoutColumn[] {
  return [...required, ...optional].map((name) => {
    const about = columns[`${word} ${name}`] ?? columns[name];
    if (!about) throw new RangeError(`Nothing is said of the column ${name}`);
    return { ...about, name, words: columnInWords(name), required: required.includes(name) };
  });
}
