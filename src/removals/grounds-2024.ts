import type { Ground } from "./ground.ts";
import {
  no,
  noBoarder,
  noOrder,
  noReturn,
  notFoundOrAgreed,
  notMobile,
  notSickNorPrevented,
  on,
  registeredThere,
  yes,
} from "./repeated-conditions.ts";

type Told = Omit<Ground, "regulations" | "letter" | "clause">;

function ground(letter: string, told: Told): Ground {
  const clause = `2024 Regulations reg 9(1)(${letter.toLowerCase()})`;
  return { ...told, regulations: "2024", letter, clause };
}

/** Regulation 9(2), of which the text was not seen: asked where regulation 8(2) of 2006 asked it, and for home education. */
const placing = { kind: "placing-authority", clause: "2024 Regulations reg 9(2)" } as const;

/**
 * The grounds of regulation 9(1) of the School Attendance (Pupil Registration) (England) Regulations 2024, in force since
 * 19 August 2024. Where `seen` is false the wording was known from summaries or memory and wants a lawyer's eye. [F01]
 */
export const grounds2024: readonly Ground[] = [
  ground("A", {
    called: "On the roll of another school",
    says: "The pupil is registered at another school.",
    evidence: "How the other school confirmed it: who said so, by which way, on which day.",
    conditions: [
      registeredThere,
      no("dualAgreed", "It has been agreed that the pupil is registered at both schools."),
      noOrder,
      notMobile,
    ],
    hasOwnDay: true,
    destination: "told",
    seen: true,
  }),
  ground("B", {
    called: "Nursery pupil who does not go on",
    says: "The pupil came for nursery education, has completed it and will not go on to reception with you.",
    evidence: "The admission for nursery, and what the parent said of reception.",
    conditions: [
      on("nurseryEndedOn", "Nursery education is completed", "Nursery education is not completed."),
      noReturn,
      placing,
    ],
    hasOwnDay: true,
    destination: "open",
    seen: true,
  }),
  ground("C", {
    called: "Registered at two schools, and leaves one",
    says: "The pupil is registered at another school too, will not attend yours again, and every other school agrees.",
    evidence: "The consent of every other school.",
    conditions: [
      noReturn,
      on("consentsOn", "Every other school has agreed", "Not every other school has agreed."),
      noOrder,
      notMobile,
    ],
    hasOwnDay: false,
    destination: "told",
    seen: true,
  }),
  ground("D", {
    called: "Attendance order names another school now",
    says: "The school attendance order that named your school was changed to name another.",
    evidence: "The authority's letter on the order.",
    conditions: [
      on("orderChangedOn", "The order names another school", "The order still names your school."),
    ],
    hasOwnDay: true,
    destination: "told",
    seen: true,
  }),
  ground("E", {
    called: "Attendance order revoked",
    says: "The order was revoked because suitable education otherwise than at school is arranged.",
    evidence: "The authority's letter on the order.",
    conditions: [on("orderRevokedOn", "The order was revoked", "The order has not been revoked.")],
    hasOwnDay: true,
    destination: "told",
    seen: true,
  }),
  ground("F", {
    called: "Home education",
    says: "The parent has written that the pupil will not attend after a day, will be educated otherwise than at school, and the day has passed.",
    evidence: "The parent's letter or e-mail.",
    conditions: [
      on("noticeOn", "The parent's written notice has come", "No written notice of the parent has come."),
      on("lastDayNamed", "The last day that the notice names is over", "That day has not passed yet.", {
        over: true,
      }),
      yes("askedByParent", "The school may not ask or advise a parent to educate at home."),
      noOrder,
      placing,
      { kind: "consent-2026" },
    ],
    hasOwnDay: true,
    destination: "told",
    seen: false,
  }),
  ground("G", {
    called: "Moved too far away",
    says: "The pupil, no boarder, no longer lives within a reasonable distance and will not attend again.",
    evidence: "How the new address is known: who said so, on which day.",
    conditions: [
      noBoarder,
      on("movedOn", "The pupil has moved", "The pupil has not moved yet."),
      yes("tooFar", "The new home is within a reasonable distance."),
      noReturn,
      noOrder,
    ],
    hasOwnDay: false,
    destination: "open",
    seen: false,
  }),
  ground("H", {
    called: "Not back from leave",
    says: "The pupil is not back ten school days after leave that was granted; school and authority searched together.",
    evidence: "The leave that was granted, and the notes of the enquiries.",
    conditions: [
      { kind: "not-back", schoolDays: 10 },
      notSickNorPrevented,
      { kind: "sought", together: true },
      notFoundOrAgreed,
    ],
    hasOwnDay: false,
    destination: "open",
    rule: "decide-on-roll-after-leave",
    seen: false,
  }),
  ground("I", {
    called: "Away for twenty school days",
    says: "The pupil has been away for twenty school days in a row, every session G, N or O; school and authority searched together.",
    evidence: "The register, and the notes of the enquiries.",
    conditions: [
      { kind: "unauthorised", schoolDays: 20 },
      notSickNorPrevented,
      { kind: "sought", together: true },
      notFoundOrAgreed,
    ],
    hasOwnDay: false,
    destination: "open",
    rule: "decide-on-roll-after-absence",
    seen: true,
  }),
  ground("J", {
    called: "In custody for four months or more",
    says: "A court order or a recall holds the pupil for four months or longer, and no return is expected.",
    evidence: "The court's order, or the youth justice service's word.",
    conditions: [
      on("detainedOn", "The order was made", "No order has been made."),
      yes("fourMonths", "The order must be for four months or longer."),
      no("returnAfter", "There is reason to believe that the pupil will return at its end."),
    ],
    hasOwnDay: false,
    destination: "none",
    seen: false,
  }),
  ground("K", {
    called: "Death",
    says: "The pupil has died.",
    evidence: "How the school knows.",
    conditions: [on("diedOn", "The pupil has died", "The day is not known.")],
    hasOwnDay: true,
    destination: "none",
    seen: false,
  }),
  ground("L", {
    called: "Over compulsory school age",
    says: "The pupil will be over compulsory school age when the school next meets, and leaves or may not enter the sixth form.",
    evidence: "What the pupil or parent said, or the entry requirements that are not met.",
    conditions: [
      { kind: "over-age" },
      {
        ...{ kind: "answer", question: "leaver", is: ["said", "not-eligible"] },
        because: "It is not known that the pupil leaves.",
      },
      placing,
    ],
    hasOwnDay: true,
    destination: "none",
    seen: false,
  }),
  ground("M", {
    called: "Permanently excluded",
    says: "The pupil was permanently excluded, and every step that follows has ended.",
    evidence: "The governors' decision and the review, or that the time to ask for one has passed.",
    conditions: [
      on("excludedOn", "The pupil was excluded", "The pupil has not been excluded permanently."),
      on("exclusionEndedOn", "The exclusion is concluded", "The exclusion is not concluded yet."),
    ],
    hasOwnDay: true,
    destination: "open",
    seen: false,
  }),
  ground("N", {
    called: "Left a school outside the state sector",
    says: "Your school is independent or not maintained, and the pupil has ceased to be its pupil.",
    evidence: "The notice with which the parent ended the place, or yours.",
    conditions: [
      yes("independent", "Your school is maintained by an authority or an academy."),
      on("leftOn", "The pupil has ceased to be a pupil", "The pupil is still a pupil of the school."),
      placing,
    ],
    hasOwnDay: true,
    destination: "open",
    seen: false,
  }),
  ground("O", {
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
    seen: false,
  }),
];
