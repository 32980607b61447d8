/** A school that rows may name. */
export type FeedSchool = { id: number; authorityId: number; mayImport: boolean };

/** What reading a row needs to know of the world: the schools and authorities, whose rows may come in, and the day. */
export type FeedPlaces = {
  /** YYYY-MM-DD. */
  today: string;
  schools: ReadonlyMap<string, FeedSchool>;
  /** By code and by name in small letters. Only those for which the sender may bring a whole list. */
  authorities: ReadonlyMap<string, number>;
  /** By the letters that a postcode begins with, where all schools with them are of one authority. */
  authoritiesByPostcodeArea: ReadonlyMap<string, number>;
  /** Whose list the file is, when the sender said so or can send for one only. */
  ownAuthorityId: number | null;
};
