import { GovukWarningText, HeldBanner } from "../web/design/index.ts";
import type { Approach } from "./approach.store.ts";

/** The warning on everything by which somebody might go to a family that nobody may approach for another child's sake. [E04] */
export function FamilyBarred() {
  return (
    <GovukWarningText
      text="Ask the safeguarding lead before anybody visits, writes to or calls this family. Nobody may approach the family of a child who lives or lived with this one, or shares a carer."
      iconFallbackText="Warning"
    />
  );
}

/** The warning on everything by which somebody might go or write to the family of a child who has died. */
export function HasDied() {
  return (
    <GovukWarningText
      text="This child has died. Nobody visits the family, writes to it or calls it about school. If you were about to, tell whoever asked you."
      iconFallbackText="Warning"
    />
  );
}

/** What stands above a child's record, which tells where the family lives and how to call it. [E04] */
export function ApproachBanner({ approach }: { readonly approach: Approach }) {
  if (approach === "free") return null;
  if (approach === "barred-for-another") return <FamilyBarred />;
  if (approach === "died") return <HasDied />;
  return (
    <HeldBanner mustNot="Do not contact the family, visit, write or mediate." by="the safeguarding lead">
      <p>A forced marriage or honour-based abuse is feared. Any word to the family can bring it on.</p>
    </HeldBanner>
  );
}
