import type { RoutedFlag } from "../cases/index.ts";
import type { VulnerabilityGroup } from "../children/index.ts";

/** What each flag with a route of its own makes people fear. [E05] */
export const fearsInWords: Record<RoutedFlag, string> = {
  "forced-marriage": "A forced marriage is suspected",
  "honour-based-abuse": "Honour-based abuse is feared",
  trafficking: "Trafficking is feared",
  exploitation: "Exploitation is feared",
  fgm: "Female genital mutilation is feared",
};

/** What is done for a child who is flagged, beside the procedure's own steps, and what asks for it. [E05] */
export const waysForFlags: Partial<Record<VulnerabilityGroup, { does: readonly string[]; clause: string }>> =
  {
    trafficking: {
      does: [
        "Tell social care and the police today. Do not wait for proof.",
        "Social care, as a first responder, refers the child to the National Referral Mechanism.",
        "Do not tell the adults with the child that you suspect it.",
      ],
      clause: "N2.7.9",
    },
    exploitation: {
      does: [
        "Tell social care today, and the police where a crime is suspected.",
        "Note names, cars, phones and places; ask the youth justice service what it knows.",
      ],
      clause: "N2.7.9",
    },
    "honour-based-abuse": {
      does: [
        "Tell social care and the police today. Nobody speaks with the family, relatives or community leaders about it.",
        "Never mediate. See the child alone, and only as the police advise.",
      ],
      clause: "N2.7.10",
    },
    "forced-marriage": {
      does: [
        "Nobody approaches the family. Letters and visits are held until a safeguarding lead releases them.",
        "Social care speaks with the Forced Marriage Unit.",
      ],
      clause: "N2.7.10",
    },
    fgm: {
      does: [
        "Tell social care and the police today. A teacher, or another regulated professional, to whom the girl spoke or who saw signs of it reports it to the police on 101 in person. That is a duty in law.",
        "A stay abroad that is planned or runs over makes it urgent.",
      ],
      clause: "Female Genital Mutilation Act 2003, section 5B",
    },
    "child-protection-plan": {
      does: ["Tell the social worker and the CME officer at once."],
      clause: "L2.1",
    },
    "domestic-abuse": {
      does: [
        "Keep the address from the other carer: hide it, and say nothing of where the child is.",
        "Ask social care before any letter goes.",
      ],
      clause: "N2.7.4",
    },
  };
