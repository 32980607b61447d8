import { randomUUID } from "node:crypto";
import type { ComponentChildren } from "preact";
import { GovukErrorSummary } from "./components.generated.ts";
import type { FormErrors } from "./form-errors.ts";
import { hidden } from "./form-fields.ts";

export interface FormProps {
  readonly action: string;
  readonly csrf: string;
  /** The version of the record that the page shows, so that nobody overwrites what was changed meanwhile. */
  readonly seen?: string | number | undefined;
  /** The key that makes this form, sent twice, one fact. A new one is drawn when it is left out. */
  readonly once?: string | undefined;
  /** Saves what is typed, as it is typed, by posting it to this address. */
  readonly draftAt?: string | undefined;
  /** A visitor's id: what they type is kept on their phone where there is no signal, and sent later. */
  readonly keptWithoutSignalFor?: number | undefined;
  /** Takes files. */
  readonly files?: boolean;
  readonly id?: string;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

/** The one form: it is posted, and carries its token, its key and the version that it shows. */
export function Form(props: FormProps) {
  const { action, csrf, seen, once, draftAt, keptWithoutSignalFor, files, id, children, class: kind } = props;
  return (
    <form
      action={action}
      method="post"
      enctype={files ? "multipart/form-data" : undefined}
      id={id}
      class={kind}
      data-draft-at={draftAt}
      data-visitor={keptWithoutSignalFor}
      novalidate
    >
      <input type="hidden" name={hidden.csrf} value={csrf} />
      <input type="hidden" name={hidden.once} value={once ?? randomUUID()} />
      {seen !== undefined && <input type="hidden" name={hidden.seen} value={seen} />}
      {children}
      {draftAt && <p class="keepsight-saved" role="status" data-saved />}
    </form>
  );
}

/** The list of what a form still wants, each a link to its field. `<Page errors>` shows it at the top. */
export function ErrorSummary({
  errors,
  title = "There is a problem",
}: {
  readonly errors: FormErrors;
  readonly title?: string | undefined;
}) {
  return <GovukErrorSummary titleText={title} errorList={errors.list} />;
}
