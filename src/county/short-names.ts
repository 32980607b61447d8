/** Short forms that are not the start of the name. Others are cut: Benjamin is Ben. */
const shortNames: Record<string, string> = {
  Abigail: "Abbie",
  Alexander: "Xander",
  Alexandra: "Sasha",
  Amelia: "Millie",
  Andrew: "Drew",
  Anthony: "Tony",
  Charlotte: "Lottie",
  Christopher: "Kit",
  Eleanor: "Nell",
  Elizabeth: "Beth",
  Emily: "Millie",
  Henry: "Harry",
  Isabella: "Bella",
  Isabelle: "Belle",
  Jack: "Jackie",
  James: "Jamie",
  John: "Johnny",
  Katherine: "Kate",
  Lily: "Lil",
  Margaret: "Maggie",
  Matilda: "Tilly",
  Olivia: "Livvy",
  Patrick: "Paddy",
  Robert: "Bob",
  Sarah: "Sally",
  Thomas: "Tommy",
  Victoria: "Tori",
  William: "Billy",
};

/** What the child is called at home. A name of four letters or fewer stays. */
export function shortNameOf(forename: string): string {
  const known = shortNames[forename];
  if (known) return known;
  if (forename.length < 5) return forename;
  const start = forename.slice(0, 5);
  // A short name ends in a consonant: Benja is Ben, Nicho is Nich, Micha is Mich.
  return start.replace(/[aeiouy]+$/i, "").slice(0, 4);
}
