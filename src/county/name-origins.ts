/** Where a family's names come from, how common such families are (percent) and how a school records them. */
export type NameOrigin = {
  weight: number;
  /** Locales of the names library that forenames and surnames are drawn from, in groups: the popular ones first. */
  forenames: readonly string[][];
  surnames: readonly string[][];
  /** Codes of the Common Basic Data Set. */
  ethnicity: string;
  languages: readonly string[];
};

/** The mix of an English county, roughly: four families in five British, the others from all over. */
export const nameOrigins: readonly NameOrigin[] = [
  row(77, "en_AU > en", "en_AU en > places", "WBRI", "ENG"),
  row(2.8, "pl", "pl", "WOTH", "POL"),
  row(1.9, "ro ro_MD", "ro ro_MD", "WOTH", "RMN"),
  row(1.0, "pt_PT pt_BR", "pt_PT pt_BR", "WOTH", "POR"),
  row(0.6, "lv", "lv", "WOTH", "LTV RUS"),
  row(0.5, "sk cs_CZ", "sk cs_CZ", "WROM", "SLO CZE"),
  row(0.4, "hu", "hu", "WOTH", "HGR"),
  row(0.8, "uk", "uk", "WOTH", "UKR"),
  row(0.3, "ru", "ru", "WOTH", "RUS"),
  row(0.4, "mk", "mk", "WOTH", "BUL"),
  row(0.3, "hr sr_RS_latin", "hr sr_RS_latin", "WOTH", "SCB"),
  row(0.5, "it", "it", "WOTH", "ITA"),
  row(0.4, "es es_MX", "es es_MX", "WOTH", "SPA"),
  row(0.6, "fr de nl", "fr de nl", "WOTH", "ENG FRN GER DUT"),
  row(0.2, "da sv nb_NO fi", "da sv nb_NO fi", "WOTH", "ENG DAN SWE"),
  row(0.2, "el", "el", "WOTH", "GRE"),
  row(0.7, "tr", "tr", "WOTH", "TUR"),
  row(0.4, "ku_kmr_latin", "ku_kmr_latin", "OOTH", "KUR"),
  row(0.4, "fa", "fa", "OOTH", "PRS"),
  row(0.8, "ar", "ar", "OOTH", "ARA"),
  row(1.9, "ur ar", "ur", "APKN", "URD PNJ ENG"),
  row(2.4, "en_IN", "en_IN", "AIND", "GUJ PNJ HIN ENG"),
  row(0.4, "en_NP", "en_NP", "AOTH", "NEP"),
  row(0.2, "uz_UZ_latin az", "uz_UZ_latin az", "AOTH", "RUS"),
  row(0.3, "id_ID", "id_ID", "AOTH", "ENG"),
  row(0.9, "en_GH > en", "en_GH", "BAFR", "ENG AKA"),
  row(1.2, "en_NG yo_NG", "en_NG yo_NG", "BAFR", "ENG YOR IBO"),
  row(0.5, "zu_ZA > en_ZA", "zu_ZA", "BAFR", "ENG"),
  row(0.4, "fr_SN", "fr_SN", "BAFR", "FRN ENG"),
  row(0.9, "en_AU > en", "en_HK", "CHNE", "CHI ENG"),
  row(0.3, "vi", "vi", "OOTH", "VIE"),
];

function row(
  weight: number,
  forenames: string,
  surnames: string,
  ethnicity: string,
  languages: string,
): NameOrigin {
  return {
    weight,
    forenames: forenames.split(" > ").map((group) => group.split(" ")),
    surnames: surnames.split(" > ").map((group) => group.split(" ")),
    ethnicity,
    languages: languages.split(" "),
  };
}
