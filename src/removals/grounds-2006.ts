import type { Ground } from "./ground.ts";
import {
  no,
  noBoarder,
  notFound,
  notSickNorPrevented,
  on,
  registeredThere,
  yes,
} from "./repeated-conditions.ts";

type Told = Omit<Ground, "regulations" | "letter" | "clause" | "seen"> & Partial<Pick<Ground, "seen">>;

function ground(letter: string, told: Told): Ground {
  return { seen: true, ...told, regulations: "2006", letter, clause: `2006 Regulations reg 8(1)(${letter})` };
}

const day = (iso: string) => Temporal.PlainDate.from(iso);

/** Regulation 8(2): who is in a special school by an authority's arrangement stays without its consent, in some grounds. */
const placing = { kind: "placing-authority", clause: "2006 Regulations reg 8(2)" } as const;
const sought = { kind: "sought", together: false } as const;
const soughtTogether = { kind: "sought", together: true } as const;

const leave = {
  called: "Not back from leave",
  evidence: "The leave that was granted, and the register since.",
  hasOwnDay: false,
  destination: "open",
} as const;
const absence = {
  called: "Away for twenty school days",
  says: "The pupil has been away for twenty school days in a row without permission, and nobody could find them.",
  evidence: "The register, and what school and authority did to find the pupil.",
  hasOwnDay: false,
  destination: "open",
} as const;
const leaving = {
  called: "Over compulsory school age",
  says: "The pupil will be over compulsory school age before the school next meets, and leaves.",
  hasOwnDay: true,
  destination: "none",
} as const;
const said = {
  kind: "answer",
  question: "leaver",
  because: "It is not known that the pupil leaves.",
} as const;

/**
 * The grounds of regulation 8 of the Education (Pupil Registration) (England) Regulations 2006, in force from 1 September
 * 2006 to 18 August 2024, as they were changed in 2011 (o), 2013 (f, k) and 2016 (f, h: joint enquiries). [F01]
 */
export const grounds2006: readonly Ground[] = [
  ground("a", {
    called: "Attendance order changed or revoked",
    says: "The order that named your school names another school now, or was revoked because education is arranged elsewhere.",
    evidence: "The authority's letter on the order.",
    conditions: [on("orderChangedOn", "The order no longer names your school", "The order still stands.")],
    hasOwnDay: true,
    destination: "told",
  }),
  ground("b", {
    called: "On the roll of another school",
    says: "The pupil has been registered at another school, and nobody agreed on both.",
    evidence: "How the other school confirmed it.",
    conditions: [
      registeredThere,
      no("dualAgreed", "It was agreed that the pupil is registered at both schools."),
      no("orderNamesSchool", "A school attendance order names your school: see ground a."),
    ],
    hasOwnDay: true,
    destination: "told",
  }),
  ground("c", {
    called: "Registered at two schools, and leaves one",
    says: "The pupil is registered at more than one school, has ceased to attend yours, and the others agree.",
    evidence: "The consent of every other school.",
    conditions: [
      { kind: "ceased" },
      on("consentsOn", "Every other school has agreed", "Not every other school has agreed."),
    ],
    hasOwnDay: false,
    destination: "told",
  }),
  ground("d", {
    called: "Home education",
    says: "The pupil has ceased to attend, and the parent has written that they are educated otherwise than at school.",
    evidence: "The parent's letter or e-mail.",
    conditions: [
      { kind: "ceased" },
      on("noticeOn", "The parent's written notice has come", "No written notice of the parent has come."),
      yes("askedByParent", "The school may not ask or advise a parent to educate at home."),
      no("orderNamesSchool", "A school attendance order names your school: see ground a."),
    ],
    hasOwnDay: true,
    destination: "told",
  }),
  ground("e", {
    called: "Moved too far away",
    says: "The pupil, no boarder, has ceased to attend and no longer lives within a reasonable distance.",
    evidence: "How the new address is known.",
    conditions: [
      noBoarder,
      { kind: "ceased" },
      on("movedOn", "The pupil has moved", "The pupil has not moved yet."),
      yes("tooFar", "The new home is within a reasonable distance."),
    ],
    hasOwnDay: false,
    destination: "open",
  }),
  ground("f", {
    ...leave,
    says: "The pupil is not back ten school days after holiday leave of more than ten school days, and nobody could find them.",
    conditions: [
      yes(
        "longHolidayLeave",
        "Until August 2013 the ground was for holiday leave of more than ten school days.",
      ),
      { kind: "not-back", schoolDays: 10 },
      notSickNorPrevented,
      sought,
      notFound,
    ],
    until: day("2013-08-31"),
  }),
  ground("f", {
    ...leave,
    says: "The pupil is not back ten school days after leave that was granted, and nobody could find them.",
    conditions: [{ kind: "not-back", schoolDays: 10 }, notSickNorPrevented, sought, notFound],
    from: day("2013-09-01"),
    until: day("2016-08-31"),
  }),
  ground("f", {
    ...leave,
    says: "The pupil is not back ten school days after leave that was granted, and nobody could find them.",
    conditions: [{ kind: "not-back", schoolDays: 10 }, notSickNorPrevented, soughtTogether, notFound],
    from: day("2016-09-01"),
  }),
  ground("g", {
    called: "Medical certificate",
    says: "The school medical officer certifies that the pupil will not be fit to attend before leaving age.",
    evidence: "The certificate.",
    conditions: [
      on("medicalOn", "The medical officer has certified it", "There is no certificate."),
      no("stayingOn", "The pupil or parent means to stay on after compulsory school age."),
    ],
    hasOwnDay: false,
    destination: "open",
  }),
  ground("h", {
    ...absence,
    conditions: [{ kind: "unauthorised", schoolDays: 20 }, notSickNorPrevented, sought, notFound],
    until: day("2016-08-31"),
  }),
  ground("h", {
    ...absence,
    conditions: [{ kind: "unauthorised", schoolDays: 20 }, notSickNorPrevented, soughtTogether, notFound],
    from: day("2016-09-01"),
  }),
  ground("i", {
    called: "In custody for four months or more",
    says: "A final order or a recall holds the pupil for four months or longer, and no return is expected.",
    evidence: "The court's order, or the youth offending team's word.",
    conditions: [
      on("detainedOn", "The order was made", "No order has been made."),
      yes("fourMonths", "The order must be final and for four months or longer."),
      no("returnAfter", "There is reason to believe that the pupil will return at its end."),
    ],
    hasOwnDay: false,
    destination: "none",
  }),
  ground("j", {
    called: "Death",
    says: "The pupil has died.",
    evidence: "How the school knows.",
    conditions: [on("diedOn", "The pupil has died", "The day is not known.")],
    hasOwnDay: true,
    destination: "none",
  }),
  ground("k", {
    ...leaving,
    evidence: "What the pupil or parent said.",
    conditions: [{ kind: "over-age" }, { ...said, is: ["said"] }, placing],
    until: day("2013-08-31"),
  }),
  ground("k", {
    ...leaving,
    evidence: "What the pupil or parent said, or the entry requirements that are not met.",
    conditions: [{ kind: "over-age" }, { ...said, is: ["said", "not-eligible"] }, placing],
    from: day("2013-09-01"),
  }),
  ground("l", {
    called: "Left a school outside the state sector",
    says: "Your school is not maintained and no academy, and the pupil has ceased to be its pupil.",
    evidence: "The notice with which the parent ended the place, or yours.",
    conditions: [
      yes("independent", "Your school is maintained by an authority or an academy."),
      on("leftOn", "The pupil has ceased to be a pupil", "The pupil is still a pupil of the school."),
      placing,
    ],
    hasOwnDay: true,
    destination: "open",
  }),
  ground("m", {
    called: "Permanently excluded",
    says: "The pupil was permanently excluded, and every step that follows has ended.",
    evidence: "The governors' decision and the review, or that the time to ask for one has passed.",
    conditions: [
      on("excludedOn", "The pupil was excluded", "The pupil has not been excluded permanently."),
      on("exclusionEndedOn", "The exclusion is concluded", "The exclusion is not concluded yet."),
    ],
    hasOwnDay: true,
    destination: "open",
  }),
  ground("n", {
    called: "Nursery pupil who does not go on",
    says: "The pupil came for nursery education and has not gone on to reception.",
    evidence: "The admission for nursery, and that no place in reception was taken up.",
    conditions: [
      on("nurseryEndedOn", "Nursery education is completed", "Nursery education is not completed."),
      no("wentOn", "The pupil went on to reception or higher."),
      placing,
    ],
    hasOwnDay: true,
    destination: "open",
  }),
  ground("o", {
    called: "Boarding charges unpaid",
    says: "The pupil boards at a maintained school or academy, and the charges were unpaid when their term ended.",
    evidence: "The account for that term.",
    conditions: [
      yes("boarder", "This ground is for boarders alone."),
      on("chargesTermEndedOn", "The term has ended", "The term has not ended.", { over: true }),
      yes("chargesUnpaid", "The charges were paid by the end of the term."),
      placing,
    ],
    hasOwnDay: false,
    destination: "open",
    from: day("2011-09-01"),
  }),
];
