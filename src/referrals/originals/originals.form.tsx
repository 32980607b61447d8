import {
  Form,
  type FormErrors,
  GovukButton,
  GovukFileUpload,
  momentInWords,
} from "../../web/design/index.ts";
import { fileKinds } from "./file-kind.ts";
import type { Original } from "./originals.store.ts";

/** The originals of a report, and where another is attached. A file is only ever saved, never opened here. */
export function Originals({
  reference,
  originals,
  csrf,
  errors,
}: {
  reference: string;
  originals: readonly Original[];
  csrf: string;
  errors: FormErrors | undefined;
}) {
  const at = `/referrals/${reference}/originals`;
  return (
    <>
      <h1 class="govuk-heading-l">The original of {reference}</h1>
      {originals.length > 0 && (
        <ul class="govuk-list">
          {originals.map(({ id, kind, scanned, madeAt, madeBy }) => (
            <li key={id}>
              <a href={`${at}/${id}`} download>
                Save the {fileKinds[kind].text}
              </a>{" "}
              <span class="govuk-hint">
                attached on {momentInWords(madeAt)} by {madeBy}
                {scanned ? "; no virus found" : "; not looked at for viruses"}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Form action={at} csrf={csrf} files>
        <GovukFileUpload
          id="original"
          name="original"
          label={{ text: "Attach the letter, e-mail or form as it came", classes: "govuk-label--s" }}
          hint={{ text: "PDF, PNG, JPEG, TIFF or plain text, 10 megabytes at most." }}
          errorMessage={errors?.beside["original"]}
        />
        <GovukButton text="Attach" classes="govuk-button--secondary" preventDoubleClick={true} />
      </Form>
    </>
  );
}
