/** The lists that are compared so that no child is lost, by the word that stands for each in list_entries. [A04] */
export const lists = {
  "school-roll": { title: "School rolls", one: "school roll" },
  health: { title: "Health list", one: "health list" },
  "admissions-application": { title: "School applications", one: "school application" },
  "admissions-offer": { title: "Offers of a school place", one: "offer of a school place" },
  "home-education": { title: "Home education register", one: "home education register" },
  "police-missing": { title: "Police missing list", one: "police missing list" },
  "other-authority-notice": { title: "Notices from other authorities", one: "notice from another authority" },
  "joiner-or-leaver": { title: "Joiners and leavers", one: "return of a joiner or leaver" },
  exclusion: { title: "Exclusions and managed moves", one: "list of exclusions" },
  "alternative-provision": {
    title: "Places in alternative provision",
    one: "place in alternative provision",
  },
  "independent-school": { title: "Pupils of independent schools", one: "list of an independent school" },
} as const;

export type List = keyof typeof lists;

/**
 * How home education lists call an education that was found unsuitable, as a pattern of PostgreSQL for `~*`: councils write it in
 * words of their own, and such a child is missing education. [A03]
 */
export const calledUnsuitable =
  "unsuitable|inadequate|unsatisfactory|not (been )?(found |deemed |judged )?(to be )?(a )?suitable";

/**
 * How home education lists call one that is over, in the same way: they have no column for the day of its end, and the child may be
 * missing education since. [A04]
 */
export const calledOver = "^\\s*(closed|ceased|ended|over\\M|no longer|inactive|not active|lapsed|archived)";
