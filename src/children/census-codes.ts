// The codes of the Department for Education's common basic data set, as rolls bring them. A code that is not here, and
// what somebody wrote in words, stands for itself.

const ethnicities: Readonly<Record<string, string>> = {
  WBRI: "White British",
  WIRI: "White Irish",
  WIRT: "Traveller of Irish heritage",
  WROM: "Gypsy or Roma",
  WOTH: "Any other White background",
  MWBC: "White and Black Caribbean",
  MWBA: "White and Black African",
  MWAS: "White and Asian",
  MOTH: "Any other mixed background",
  AIND: "Indian",
  APKN: "Pakistani",
  ABAN: "Bangladeshi",
  AOTH: "Any other Asian background",
  BCRB: "Black Caribbean",
  BAFR: "Black African",
  BOTH: "Any other Black background",
  CHNE: "Chinese",
  OOTH: "Any other ethnic group",
  REFU: "Refused to say",
  NOBT: "Not obtained",
};

const languages: Readonly<Record<string, string>> = {
  ENG: "English",
  ENB: "Believed to be English",
  OTB: "Believed not to be English",
  OTH: "Another language than English",
  REF: "Refused to say",
  NOT: "Not obtained",
  ALB: "Albanian",
  AKA: "Akan",
  ARA: "Arabic",
  BNG: "Bengali",
  BUL: "Bulgarian",
  CHI: "Chinese",
  CZE: "Czech",
  DAN: "Danish",
  DUT: "Dutch or Flemish",
  FRN: "French",
  GER: "German",
  GRE: "Greek",
  GUJ: "Gujarati",
  HGR: "Hungarian",
  HIN: "Hindi",
  IBO: "Igbo",
  ITA: "Italian",
  KUR: "Kurdish",
  LIT: "Lithuanian",
  LTV: "Latvian",
  NEP: "Nepali",
  PHA: "Pashto",
  PNJ: "Panjabi",
  POL: "Polish",
  POR: "Portuguese",
  PRS: "Persian",
  RMN: "Romanian",
  RUS: "Russian",
  SCB: "Serbian, Croatian or Bosnian",
  SLO: "Slovak",
  SOM: "Somali",
  SPA: "Spanish",
  SWE: "Swedish",
  TAM: "Tamil",
  TGR: "Tigrinya",
  TUR: "Turkish",
  UKR: "Ukrainian",
  URD: "Urdu",
  VIE: "Vietnamese",
  YOR: "Yoruba",
};

const specialNeeds: Readonly<Record<string, string>> = {
  N: "No special educational needs",
  K: "SEN support",
  E: "Education, health and care plan",
  S: "Statement of special educational needs",
};

/** An ethnicity in words. */
export function ethnicityInWords(told: string): string {
  return ethnicities[told] ?? told;
}

/** A first language in words. */
export function languageInWords(told: string): string {
  return languages[told] ?? told;
}

/** What is provided for special educational needs, in words. */
export function specialNeedsInWords(told: string): string {
  return specialNeeds[told] ?? told;
}
