import type { Report } from "./schedule.ts";

/** On a report's page: the way to get its link by e-mail again and again. */
export function SendRegularly({ report }: { readonly report: Report }) {
  return (
    <p class="govuk-body keepsight-not-printed">
      <a class="govuk-link" href={`/my-reports?report=${report}`}>
        Send me this regularly
      </a>
    </p>
  );
}
