import { DenseTable, shortDay } from "../../web/design/index.ts";
import type { RecordAtRisk } from "./lost-records.store.ts";

/** The restricted records that nobody keeps any more, or soon nobody, with what to do: for those who answer for them. [G04] */
export function LostRecords({ records }: { records: readonly RecordAtRisk[] }) {
  if (records.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Restricted records with too few who keep them</h2>
      <p class="govuk-body">
        Somebody with leave whose post lets them lift the restriction must always be there. Where nobody is,
        one who may restrict records <a href="/break-glass">opens the record</a> and says why; somebody else
        then gives them leave below.
      </p>
      <DenseTable
        caption="Records and who keeps them"
        columns={[{ text: "Record", unbroken: true }, { text: "Kept by" }, { text: "What to do" }]}
        rows={records.map((record) => [record.reference ?? "No case or number", ...keptAndMend(record)])}
      />
    </>
  );
}

function keptAndMend({ keepers, keeper, lastOn }: RecordAtRisk): [string, string] {
  if (keepers === 0 || keeper === null) return ["Nobody", "Open it and give leave, as above"];
  const until = lastOn ? `, until ${shortDay(lastOn)}` : "";
  return [
    keepers === 1 ? `${keeper} alone${until}` : `${keeper} as the last of ${keepers}${until}`,
    `${keeper} gives leave to somebody else who may lift it, on the child’s record`,
  ];
}
