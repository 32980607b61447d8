import { shortDay } from "../../web/design/index.ts";
import { supportWords } from "../fact-words.ts";
import { type Support, type SupportKind, standsOn } from "./support.ts";

const every = Object.keys(supportWords) as SupportKind[];

/** Who helps the child already, beside a case; for those who need to know. [G05] */
export function SupportBeside({
  reference,
  supports,
  today,
  mayRecord,
}: {
  reference: string;
  supports: readonly Support[];
  today: Temporal.PlainDate;
  mayRecord: boolean;
}) {
  const standing = supports.filter((support) => standsOn(support, today));
  return (
    <section aria-labelledby="support">
      <h2 class="govuk-heading-m" id="support">
        Who helps the child already
      </h2>
      {every.map((kind) => (
        <div key={kind} class="govuk-!-margin-bottom-3">
          <h3 class="govuk-heading-s govuk-!-margin-bottom-0">{supportWords[kind]}</h3>
          {standing.every(({ support }) => support !== kind) && (
            <p class="govuk-body govuk-!-margin-bottom-1">None on record</p>
          )}
          {standing
            .filter(({ support }) => support === kind)
            .map((support) => (
              <Helper key={support.id} {...support} />
            ))}
        </div>
      ))}
      <p class="govuk-body keepsight-not-printed">
        <a href={`/cases/${reference}/support`}>
          {mayRecord ? "Record or see who helps the child" : "See who helped the child"}
        </a>
      </p>
    </section>
  );
}

function Helper({ name, organisation, reachedBy, fromOn, source, madeAt }: Support) {
  const told = shortDay(madeAt.toZonedDateTimeISO("Europe/London").toPlainDate());
  return (
    <p class="govuk-body govuk-!-margin-bottom-1">
      {[name, organisation, reachedBy].filter(Boolean).join(", ")}
      <br />
      <span class="govuk-hint">
        {fromOn ? `Since ${shortDay(fromOn)}. ` : ""}From {source}, {told}
      </span>
    </p>
  );
}
