import { mayDo, type Viewer } from "../access/index.ts";
import { MojSubNavigation } from "../web/design/index.ts";
import type { Kase } from "./case.ts";
import { placeOf } from "./case-to-work.ts";

export type CaseTab =
  | "case"
  | "procedure"
  | "safeguarding"
  | "visits"
  | "letters"
  | "order"
  | "enquiries"
  | "sharing"
  | "readings";

/** The parts of a case as tabs, as far as the viewer may open them. */
export function CaseTabs({ kase, active, viewer }: { kase: Kase; active: CaseTab; viewer: Viewer }) {
  const at = `/cases/${kase.reference}`;
  const may = (act: Parameters<typeof mayDo>[1]) => mayDo(viewer, act, placeOf(kase));
  return (
    <MojSubNavigation
      label="Parts of the case"
      items={[
        { text: "Case", href: at, active: active === "case" },
        may("see-case") && { text: "Procedure", href: `${at}/procedure`, active: active === "procedure" },
        may("see-case") && {
          text: "Safeguarding",
          href: `${at}/safeguarding`,
          active: active === "safeguarding",
        },
        may("see-visits") && { text: "Visits", href: `${at}/visits`, active: active === "visits" },
        may("see-case") && { text: "Letters", href: `${at}/letters`, active: active === "letters" },
        may("see-case") && { text: "Order", href: `${at}/order`, active: active === "order" },
        may("send-enquiry") && { text: "Enquiries", href: `${at}/enquiries`, active: active === "enquiries" },
        may("see-disclosures") && { text: "Sharing", href: `${at}/sharing`, active: active === "sharing" },
        may("read-audit") && { text: "Who looked", href: `${at}/readings`, active: active === "readings" },
      ]}
    />
  );
}
