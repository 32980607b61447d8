/** What is no ground for removal, though it is often given for one, and the right way instead. [F01] */
export type NoGround = {
  value: string;
  text: string;
  /** Why it is none, in a sentence. */
  because: string;
  route: { says: string; at?: "referral" | "absences" };
};

/** Reasons that are refused: whatever is not in the regulations is no ground, and these are what schools write instead. */
export const noGrounds: readonly NoGround[] = [
  {
    value: "poor-attendance",
    text: "Poor attendance or lateness, or away for less than twenty school days",
    because: "A pupil who attends badly is a registered pupil, and absence is followed up as absence.",
    route: {
      says: "Follow the attendance procedure: find out why, and tell the authority after ten school days.",
      at: "absences",
    },
  },
  {
    value: "behaviour",
    text: "Behaviour, or a move to another school that has not been made final",
    because:
      "Only a permanent exclusion that is concluded, or a place on another roll, ends the registration.",
    route: {
      says: "Use the exclusion procedure, or keep the name on until the other school has it on roll.",
    },
  },
  {
    value: "kept-at-home",
    text: "The school asked the parent to keep the pupil at home, or to educate at home",
    because:
      "To send a pupil home without an exclusion is unlawful, and home education is the parent's choice alone.",
    route: {
      says: "Let the pupil come back, or use the exclusion procedure. A parent who chooses home education writes so.",
    },
  },
  {
    value: "said-home-education",
    text: "The parent said, but has not written, that the pupil will be educated at home",
    because: "Home education needs the parent's notice in writing.",
    route: {
      says: "Ask whether the parent wants to write. Until the notice has come, the pupil stays on the roll.",
    },
  },
  {
    value: "results",
    text: "Examination results, or a course that does not suit the pupil",
    because: "A pupil of compulsory school age keeps the place whatever the results.",
    route: { says: "Keep the name on the roll, and talk with pupil and parent about the course." },
  },
  {
    value: "needs",
    text: "The school cannot meet the pupil's needs",
    because: "Special educational needs or a disability are never a ground.",
    route: {
      says: "Ask the authority for an assessment, or an early review of the education, health and care plan.",
    },
  },
  {
    value: "sick",
    text: "Long illness or a medical certificate",
    because: "The medical ground of 2006 was not carried into the regulations of 2024.",
    route: {
      says: "Send the sickness return, and ask the authority about education under section 19 of the Education Act 1996.",
    },
  },
  {
    value: "elsewhere",
    text: "Alternative provision, a part-time timetable or a hospital school",
    because: "Education that is arranged elsewhere does not end the registration.",
    route: { says: "Keep the name on the roll, and mark the sessions with the code of what was arranged." },
  },
  {
    value: "gone",
    text: "Gone, or said to be abroad, and nothing more is known",
    because:
      "That nobody knows where a pupil is becomes a ground only after twenty school days and a search.",
    route: { says: "Refer the pupil now, so that the authority searches with you.", at: "referral" },
  },
  {
    value: "other",
    text: "Something else",
    because: "A removal for any reason that the regulation does not list is unlawful.",
    route: { says: "Keep the name on the roll, and ask the children missing education officer." },
  },
];
