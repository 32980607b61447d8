/** The letters there are. Each is neutral: no free text gets in, so nothing about a child can. [E01] */
export type EmailAbout =
  | "question"
  | "question-again"
  | "answer-code"
  | "message"
  | "message-ended"
  | "question-ended"
  | "question-settled"
  | "question-decided"
  | "area-register"
  | "area-register-again"
  | "reports"
  | "urgent"
  | "day";

type Ended = "message-ended" | "question-ended" | "question-settled";

/** What is urgent, late and due for a person, in numbers, and what is late with others: what is urgent may be late or due as well. */
export type Pressing = { urgent: number; overdue: number; today: number; told: number };

/** A page of ours that is no secret: whoever opens it signs in. */
export type PageLink = { title: string; href: `/${string}` };

/**
 * An e-mail to be posted. `secret` is a link of ours that begins with / or a code, and goes nowhere but into the letter; the
 * letter that something is no longer needed has none.
 */
export type EmailToPost = {
  authorityId: number;
  /** The authority's name, which is all that says who writes. */
  council: string;
  to: string;
  reference: string;
} & (
  | { about: Exclude<EmailAbout, Ended | "reports" | "urgent" | "day">; secret: string }
  | { about: Ended; secret?: undefined }
  | { about: "reports" | "urgent"; secret?: undefined; links: readonly PageLink[] }
  | { about: "day"; secret?: undefined; links: readonly PageLink[]; pressing: Pressing }
);

/** Where the link or the code stands in a letter as it is kept. */
export const secretMark = "{secret}";

/** Where the address of Keepsight stands in a letter as it is kept, before the path of a page. */
const siteMark = "{site}";

/** A page's path with that mark. */
export const linkMarked = /\{site\}(\/[\w/-]+)/g;

const signed = (council: string) =>
  `${council} Council\n\nThis message was sent by a program. It holds no personal details, and nor should an answer to it.`;

/** The subject and the text of a letter, with the mark where its link or code goes. */
export function wordsOf({
  about,
  council,
  reference,
  links = [],
  pressing,
}: Pick<EmailToPost, "about" | "council" | "reference"> & {
  links?: readonly PageLink[];
  pressing?: Pressing;
}): {
  subject: string;
  body: string;
} {
  const open = `Open this link to see the question and answer it:\n\n${secretMark}\n\nWe then send a code to this address, so keep the link to yourselves. You need no account.`;
  const nil = "If you know nothing, please say so: that helps too.";
  const page = `Sign in at this address to read it and to write what you know:\n\n${secretMark}`;
  const pages = links.map(({ title, href }) => `${title}\n${siteMark}${href}`).join("\n\n");
  const letters: Record<EmailAbout, { subject: string; text: string }> = {
    question: {
      subject: `A question from ${council} Council (${reference})`,
      text: `${council} Council has a question for you.\n\n${open}\n\n${nil}`,
    },
    "question-again": {
      subject: `Still waiting for your answer: a question from ${council} Council (${reference})`,
      text: `${council} Council asked you a question and has had no answer yet.\n\n${open} An older link to the same question no longer works.\n\n${nil}`,
    },
    "answer-code": {
      subject: `Your code for ${council} Council`,
      text: `Your code is\n\n${secretMark}\n\nType it into the page that asked for it. It works once, for 10 minutes. If you did not ask for a code, you need do nothing.`,
    },
    message: {
      subject: `A message from ${council} Council to every council (${reference})`,
      text: `${council} Council asks every council to look in its records.\n\n${open}\n\n${nil}`,
    },
    "question-ended": {
      subject: `No longer needed: a question from ${council} Council (${reference})`,
      text: `${council} Council has withdrawn the question ${reference}, which you had opened. Please delete what you kept of it and look no further. The link to it no longer works.`,
    },
    "question-settled": {
      subject: `Settled: a question from ${council} Council (${reference})`,
      text: `The search of which ${council} Council asked you under ${reference} has ended well. Please look no further, and delete what you kept of it and do not need for work of your own. A link to it no longer works.`,
    },
    "question-decided": {
      subject: `News on your question ${reference}`,
      text: `What was taken up after your question ${reference} has been decided on.\n\n${page.replace(" and to write what you know", "")}`,
    },
    "message-ended": {
      subject: `No longer needed: a message from ${council} Council (${reference})`,
      text: `What ${council} Council asked under ${reference} is settled. Please delete what you kept of it and look no further. The link to it no longer works.`,
    },
    "area-register": {
      subject: `The register of your area, ${reference}`,
      text: `The register of your area of ${reference} is ready.\n\n${page}`,
    },
    "area-register-again": {
      subject: `News is still wanted: the register of your area, ${reference}`,
      text: `Some lines of the register of your area of ${reference} wait for news, or for your word that there is none.\n\n${page}`,
    },
    reports: {
      subject: `Your reports, ${reference}`,
      text: `These reports are due on ${reference}:\n\n${pages}\n\nSign in to read them. They come until you, or who asked for them for your role, end them:\n${siteMark}/my-reports`,
    },
    urgent: {
      subject: `Urgent: ${reference} waits for you`,
      text: `Something that cannot wait has come in, and it is for you, or for somebody of your role, to act on. Sign in to see it:\n\n${pages}\n\nIf you cannot today, tell who stands in for you.`,
    },
    day: {
      subject: `Your work on ${reference}`,
      text: `This waits for you on ${reference}:\n\n${pressing ? inLines(pressing) : ""}\n\nSign in to see it:\n\n${pages}\n\nThis comes on the mornings of working days on which something is late or due. To do without it:\n${siteMark}/my-reminders`,
    },
  };
  const { subject, text } = letters[about];
  return { subject, body: `Hello\n\n${text}\n\n${signed(council)}\n` };
}

function inLines({ urgent, overdue, today, told }: Pressing): string {
  const lines = [
    urgent > 0 && `${urgent} urgent`,
    overdue > 0 && `${overdue} late`,
    today > 0 && `${today} due today`,
    told > 0 && `${told} late with others, of which you are told`,
  ];
  return lines.filter(Boolean).join("\n");
}

/** The letter as it leaves: its links are made whole by the address that people type. */
export function asItLeaves(body: string, secret: string, address: string): string {
  const whole = (path: string) => new URL(path, address).href;
  return body
    .replaceAll(linkMarked, (_, path: string) => whole(path))
    .replace(secretMark, () => (secret.startsWith("/") ? whole(secret) : secret));
}

/** A letter as it leaves, and the address of Keepsight from which it does. */
export type EmailWhole = { id: number; to: string; subject: string; text: string; from: string };

/** Why a letter was not taken, in a line for the outbox, and if the same would be said again. */
export type NotTaken = { reason: string; forGood: boolean };
