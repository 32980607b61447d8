import type { Field } from "../referrals/index.ts";

const yesNo = [
  { value: "yes", text: "Yes" },
  { value: "no", text: "No" },
];

function asked(name: string, asks: string, short: string, hint?: string): Field {
  return {
    ...{ kind: "choice", name, asks, short, wanted: `Answer: ${asks}`, of: yesNo },
    ...(hint && { hint }),
  };
}
function day(name: string, asks: string, short: string, more: { hint?: string; ahead?: true } = {}): Field {
  const { hint, ahead } = more;
  const wanted = `Enter the ${short.charAt(0).toLowerCase()}${short.slice(1)}`;
  return { kind: "day", name, asks, short, wanted, upToToday: !ahead, ...(hint && { hint }) };
}

/** Every question that any ground asks; a page asks only those of the ground chosen. [F01] */
export const questions = {
  orderNamesSchool: asked(
    "orderNamesSchool",
    "Does a school attendance order name your school for this pupil?",
    "Order names this school",
  ),
  mobileMainSchool: asked(
    "mobileMainSchool",
    "Does the family travel for work or have no fixed home, with yours as the pupil's main school?",
    "Mobile child, main school",
  ),
  dualAgreed: asked(
    "dualAgreed",
    "Has it been agreed that the pupil is registered at both schools?",
    "Registered at both by agreement",
  ),
  registeredThereOn: day(
    "registeredThereOn",
    "From which day has the other school had the pupil on its roll?",
    "Day on the other roll",
    { hint: "The day that the other school told you." },
  ),
  willAttendAgain: asked(
    "willAttendAgain",
    "Is there reason to believe that the pupil will attend your school again?",
    "Reason to believe in a return",
  ),
  consentsOn: day(
    "consentsOn",
    "When had every other school at which the pupil is registered agreed?",
    "Day on which every other school had agreed",
  ),
  orderChangedOn: day(
    "orderChangedOn",
    "When was the order changed to name another school?",
    "Day the order was changed",
  ),
  orderRevokedOn: day(
    "orderRevokedOn",
    "When was the order revoked because suitable education is arranged elsewhere?",
    "Day the order was revoked",
  ),
  noticeOn: day("noticeOn", "When did the parent's written notice reach you?", "Day of the written notice", {
    hint: "By letter or e-mail. What was only said is no notice.",
  }),
  lastDayNamed: day(
    "lastDayNamed",
    "After which day does the notice say that the pupil will not attend?",
    "Last day that the notice names",
    { hint: "If it names none, the day on which it came.", ahead: true },
  ),
  askedByParent: asked(
    "askedByParent",
    "Is home education the parent's own choice, not asked or advised by the school?",
    "Parent's own choice",
  ),
  boarder: asked("boarder", "Does the pupil board at your school?", "Boarder"),
  movedOn: day("movedOn", "When did the pupil move?", "Day of the move"),
  tooFar: asked(
    "tooFar",
    "Is the new home beyond a reasonable distance from your school?",
    "Beyond a reasonable distance",
  ),
  longHolidayLeave: asked(
    "longHolidayLeave",
    "Was the leave for a holiday, and longer than ten school days?",
    "Holiday leave of more than ten school days",
  ),
  leaveEndedOn: day(
    "leaveEndedOn",
    "What was the last day of the leave that you granted?",
    "Last day of the leave",
  ),
  unableToCome: asked(
    "unableToCome",
    "Is there reason to believe that sickness or something unavoidable keeps the pupil away?",
    "Reason to believe in sickness or an unavoidable cause",
    "Anxiety and other mental ill-health are sickness. A dispute over a placement or transport can be unavoidable.",
  ),
  stillAway: asked(
    "stillAway",
    "The marks end before yesterday. Has the pupil stayed away since, with no reason that you accepted?",
    "Still away since the marks end",
  ),
  schoolTried: {
    kind: "long-words",
    name: "schoolTried",
    asks: "What did your school do to find the pupil, who did it, and what came of it?",
    short: "What the school tried",
    hint: "Calls, letters, visits, emergency contacts, brothers' and sisters' schools: each with its day.",
    wanted: "Say what your school did to find the pupil",
    most: 4000,
  },
  schoolTriedOn: day("schoolTriedOn", "When did your school last try?", "Day the school last tried"),
  authorityTried: {
    kind: "long-words",
    name: "authorityTried",
    asks: "What did the authority do to find the pupil, and who told you?",
    short: "What the authority tried",
    hint: "The officer's name, and what came of it.",
    wanted: "Say what the authority did to find the pupil",
    most: 4000,
  },
  authorityTriedOn: day(
    "authorityTriedOn",
    "When did the authority last try?",
    "Day the authority last tried",
  ),
  together: asked(
    "together",
    "Did school and authority plan and share these enquiries together?",
    "Enquiries made together",
  ),
  found: {
    kind: "choice",
    name: "found",
    asks: "Was the pupil found?",
    short: "Found",
    wanted: "Say if the pupil was found",
    of: [
      { value: "not-found", text: "No, neither school nor authority knows where the pupil is" },
      {
        value: "found-agreed",
        text: "Yes, and school and authority agree that there is no reason to believe in a return",
      },
      { value: "found", text: "Yes, and a return is possible, or not agreed to be out of reach" },
    ],
  },
  medicalOn: day(
    "medicalOn",
    "When did the school medical officer certify that the pupil is unlikely to be fit before leaving age?",
    "Day of the medical certificate",
  ),
  stayingOn: asked(
    "stayingOn",
    "Has the pupil or parent said that the pupil will stay on after compulsory school age?",
    "Staying on",
  ),
  detainedOn: day("detainedOn", "When was the order or recall made?", "Day of the order or recall"),
  fourMonths: asked(
    "fourMonths",
    "Is the order or recall final and for four months or longer?",
    "Four months or longer",
  ),
  returnAfter: asked(
    "returnAfter",
    "Is there reason to believe that the pupil will return to your school at the end of it?",
    "Reason to believe in a return afterwards",
  ),
  diedOn: day("diedOn", "When did the pupil die?", "Day of the death"),
  leaver: {
    kind: "choice",
    name: "leaver",
    asks: "How is it known that the pupil will not stay?",
    short: "How leaving is known",
    wanted: "Say how it is known that the pupil will not stay",
    of: [
      { value: "said", text: "The pupil or the parent has said that the pupil will leave" },
      { value: "not-eligible", text: "The pupil does not meet the entry requirements of our sixth form" },
      { value: "not-known", text: "It is not known yet" },
    ],
  },
  independent: asked(
    "independent",
    "Is your school independent (and no academy), or a special school that is not maintained?",
    "Independent or not maintained",
  ),
  leftOn: day("leftOn", "When did the pupil cease to be a pupil of your school?", "Day the pupil left"),
  excludedOn: day(
    "excludedOn",
    "When did the head teacher exclude the pupil permanently?",
    "Day of the exclusion",
  ),
  exclusionEndedOn: day(
    "exclusionEndedOn",
    "When did the last step of it end: governors' decision, review, or the time to ask for one?",
    "Day the exclusion was concluded",
  ),
  nurseryEndedOn: day(
    "nurseryEndedOn",
    "When did the pupil complete nursery education?",
    "Day nursery ended",
  ),
  wentOn: asked(
    "wentOn",
    "Did the pupil go on to a reception or higher class at your school?",
    "Went on to reception",
  ),
  chargesTermEndedOn: day(
    "chargesTermEndedOn",
    "When did the term end to which the unpaid charges belong?",
    "End of the term",
  ),
  chargesUnpaid: asked(
    "chargesUnpaid",
    "Were charges for board and lodging still unpaid at the end of that term?",
    "Charges unpaid",
  ),
  placedByAuthority: asked(
    "placedByAuthority",
    "Is the pupil at a special school by an arrangement of an authority?",
    "Placed in a special school",
  ),
  placingConsentOn: {
    kind: "day",
    name: "placingConsentOn",
    asks: "If so, when did that authority consent, or the Secretary of State direct it?",
    short: "Day of the placing authority's consent",
    upToToday: true,
  },
  enquiriesOrPlan: asked(
    "enquiriesOrPlan",
    "Are child protection enquiries going on, or has there been a child protection plan?",
    "Child protection enquiries or plan",
  ),
  consent2026On: {
    kind: "day",
    name: "consent2026On",
    asks: "If so, or at a special school: when did the authority consent to home education?",
    short: "Day of the authority's consent to home education",
    upToToday: true,
  },
} satisfies Record<string, Field>;

export type QuestionName = keyof typeof questions;
