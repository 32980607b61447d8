import { MojAlert } from "../web/design/index.ts";

const reference = /^[A-Z]{2}-R-\d{1,9}$/;

/** Says that a child was just referred, after the step that did it: `referred` is the reference as the address has it. */
export function JustReferred({ who, referred }: { who: "child" | "pupil"; referred: unknown }) {
  if (typeof referred !== "string" || !reference.test(referred)) return null;
  return (
    <MojAlert
      variant="success"
      title="Referred"
      showTitleAsHeading={true}
      html={`The ${who} was referred as missing education: ${referred}. Somebody decides on it by the procedure.`}
    />
  );
}
