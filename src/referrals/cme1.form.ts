import type { ChildRecord } from "../children/index.ts";
import { missingBasicsOf } from "../children/index.ts";
import type { Answers, FormDefinition } from "./form-definition.ts";

const lacks = (basic: ReturnType<typeof missingBasicsOf>[number]) => (child: ChildRecord) =>
  missingBasicsOf({ ...child, gp: child.particulars.find(({ gp }) => gp)?.gp ?? null }).includes(basic);
const lacksParticular = (name: "ethnicity" | "firstLanguage") => (child: ChildRecord) =>
  !child.particulars.some((told) => told[name]);

const yesNo = [
  { value: "yes", text: "Yes" },
  { value: "no", text: "No" },
] as const;

/** CME1: a school tells the CME officer of a leaver (Norfolk, appendix 2), safeguarding first. [D01] */
export const cme1: FormDefinition = {
  form: "cme1",
  title: "Report a leaver with no confirmed destination",
  steps: [
    {
      slug: "safeguarding",
      title: "Is the pupil safe?",
      why: "These answers decide how fast we act. If you fear for a child, do not wait for this form: call children's services and the police today.",
      fields: [
        {
          kind: "choice",
          name: "concern",
          asks: "Are you concerned for the pupil's welfare?",
          short: "Concern for the pupil's welfare",
          hint: "For example past concerns, a sudden disappearance, something the pupil said, or a family that moves often without saying why.",
          wanted: "Say if you are concerned for the pupil's welfare",
          of: yesNo,
        },
        {
          kind: "long-words",
          name: "concernWords",
          asks: "What is the concern, and whom have you told?",
          short: "The concern and who was told",
          wanted: "Say what the concern is, and whom you have told",
          most: 4000,
          under: { name: "concern", answer: "yes" },
        },
        {
          kind: "choice",
          name: "socialWorker",
          asks: "Does the pupil have a social worker or a child protection plan?",
          short: "Social worker or child protection plan",
          wanted: "Say if the pupil has a social worker",
          of: [...yesNo, { value: "not-known", text: "Not known" }],
        },
        {
          kind: "words",
          name: "socialWorkerName",
          asks: "Name and team of the social worker, if you know them",
          short: "Social worker",
          most: 200,
          under: { name: "socialWorker", answer: "yes" },
        },
        {
          kind: "choice",
          name: "urgent",
          asks: "Must the pupil be found at once?",
          short: "Urgent",
          hint: "Say yes when waiting a few days could harm the pupil.",
          wanted: "Say if the pupil must be found at once",
          of: yesNo,
        },
        {
          kind: "long-words",
          name: "urgentWords",
          asks: "Why is it urgent?",
          short: "Why it is urgent",
          wanted: "Say why it is urgent",
          most: 2000,
          under: { name: "urgent", answer: "yes" },
        },
      ],
    },
    {
      slug: "pupil",
      title: "About the pupil",
      why: "We ask only for what your roll does not tell us. Leave empty what you do not know.",
      fields: [
        {
          kind: "long-words",
          name: "address",
          asks: "Last known address",
          short: "Last known address",
          most: 500,
          ifRecord: lacks("address"),
        },
        {
          kind: "words",
          name: "carer",
          asks: "Name of the parent or carer",
          short: "Parent or carer",
          most: 200,
          ifRecord: lacks("carer"),
        },
        {
          kind: "words",
          name: "carerPhone",
          asks: "Their phone number",
          short: "Phone of parent or carer",
          most: 40,
          ifRecord: lacks("carer"),
        },
        { kind: "words", name: "gp", asks: "GP or surgery", short: "GP", most: 200, ifRecord: lacks("gp") },
        {
          kind: "words",
          name: "ethnicity",
          asks: "Ethnicity",
          short: "Ethnicity",
          most: 100,
          ifRecord: lacksParticular("ethnicity"),
        },
        {
          kind: "words",
          name: "firstLanguage",
          asks: "First language",
          short: "First language",
          most: 100,
          ifRecord: lacksParticular("firstLanguage"),
        },
        {
          kind: "long-words",
          name: "others",
          asks: "Brothers, sisters, relatives or friends who may know more",
          short: "Others who may know more",
          most: 1000,
        },
      ],
    },
    {
      slug: "leaving",
      title: "When and why the pupil left",
      why: "The days tell us how long the pupil has been missing, and which enquiries the law asks for.",
      fields: [
        {
          kind: "day",
          name: "lastAttended",
          asks: "Last day the pupil attended",
          short: "Last day attended",
          wanted: "Enter the last day that the pupil attended",
          upToToday: true,
        },
        {
          kind: "choice",
          name: "roll",
          asks: "Is the pupil still on your roll?",
          short: "On the roll",
          wanted: "Say if the pupil is still on your roll",
          of: [
            { value: "still-on", text: "Still on the roll" },
            { value: "removed", text: "Taken off the roll" },
          ],
        },
        {
          kind: "day",
          name: "removedOn",
          asks: "Day taken off the roll",
          short: "Day taken off the roll",
          wanted: "Enter the day on which the pupil was taken off the roll",
          upToToday: true,
          under: { name: "roll", answer: "removed" },
        },
        {
          kind: "choice",
          name: "ground",
          asks: "Reason for removal",
          short: "Reason for removal",
          hint: "If the pupil is still on the roll, the reason that would apply.",
          wanted: "Choose the reason for removal",
          of: [
            { value: "moved", text: "The family moved and the new school is not known" },
            {
              value: "absent",
              text: "Absent for four weeks or more, and school and authority could not find the pupil",
            },
            { value: "another-school", text: "Said to be at another school, which has not confirmed it" },
            {
              value: "home-education",
              text: "The parent wrote that the pupil is educated otherwise than at school",
            },
            { value: "excluded", text: "Permanently excluded, with all procedures and appeals ended" },
            { value: "not-known", text: "None of these: left, and nobody knows why" },
          ],
        },
        {
          kind: "long-words",
          name: "newAddress",
          asks: "New address of the family, as far as you know it",
          short: "New address",
          most: 500,
          under: { name: "ground", answer: "moved" },
        },
        {
          kind: "day",
          name: "referredOn",
          asks: "Day on which you referred the absence to the attendance team, if you did",
          short: "Day referred to the attendance team",
          upToToday: true,
          under: { name: "ground", answer: "absent" },
        },
        {
          kind: "words",
          name: "newSchool",
          asks: "Which school?",
          short: "Other school",
          wanted: "Enter the name of the other school",
          most: 200,
          under: { name: "ground", answer: "another-school" },
        },
        {
          kind: "long-words",
          name: "destinationSaid",
          asks: "Where did the family say that they were going?",
          short: "What the family said",
          hint: "Who said it, and when. Leave empty if nobody said anything.",
          most: 2000,
        },
      ],
      check: removedAfterLeaving,
    },
    {
      slug: "enquiries",
      title: "What you have tried",
      why: "A referral needs evidence of the school's own enquiries, so that nobody does the same again.",
      fields: [
        {
          kind: "choices",
          name: "methods",
          asks: "How did you try to reach the family?",
          short: "How the school tried",
          wanted: "Choose at least one way in which you tried to reach the family",
          of: [
            { value: "phone", text: "Phoned the parents or carers" },
            { value: "letter", text: "Wrote a letter" },
            { value: "message", text: "Sent an e-mail or text message" },
            { value: "contacts", text: "Asked the emergency contacts" },
            { value: "siblings", text: "Asked brothers' or sisters' schools" },
            { value: "friends", text: "Asked friends of the pupil" },
            { value: "visit", text: "Visited the home" },
            { value: "agencies", text: "Asked other services" },
          ],
        },
        {
          kind: "words",
          name: "enquirer",
          asks: "Who tried?",
          short: "Who tried",
          wanted: "Enter who tried to reach the family",
          most: 200,
        },
        {
          kind: "day",
          name: "firstTried",
          asks: "When did they first try?",
          short: "First tried",
          wanted: "Enter the day on which they first tried",
          upToToday: true,
        },
        {
          kind: "day",
          name: "lastTried",
          asks: "When did they last try?",
          short: "Last tried",
          wanted: "Enter the day on which they last tried",
          upToToday: true,
        },
        {
          kind: "long-words",
          name: "result",
          asks: "What came of it?",
          short: "What came of it",
          wanted: "Say what came of the enquiries",
          most: 4000,
        },
      ],
      check: ({ firstTried, lastTried }) =>
        firstTried && lastTried && firstTried > lastTried
          ? { lastTried: "The last day tried must be the first day tried or later" }
          : {},
    },
    {
      slug: "transfer-file",
      title: "The pupil's transfer file, and you",
      why: "The common transfer file lets the next school ask for the pupil's records, and us find the pupil by them.",
      fields: [
        {
          kind: "choice",
          name: "file",
          asks: "What has become of the common transfer file?",
          short: "Common transfer file",
          wanted: "Say what has become of the common transfer file",
          of: [
            { value: "new-school", text: "Ready for the new school to collect" },
            {
              value: "mmmmmmm",
              text: "Uploaded with MMMMMMM",
              hint: "Gone out of the maintained sector, or out of the country",
            },
            {
              value: "xxxxxxx",
              text: "Uploaded with XXXXXXX",
              hint: "Destination not known: the lost pupils",
            },
            { value: "none", text: "None has been made" },
          ],
        },
        {
          kind: "words",
          name: "noFileWords",
          asks: "Why not?",
          short: "Why there is no file",
          wanted: "Say why no transfer file has been made",
          most: 500,
          under: { name: "file", answer: "none" },
        },
        {
          kind: "words",
          name: "position",
          asks: "Your position at the school",
          short: "Sender's position",
          wanted: "Enter your position at the school",
          most: 100,
          autocomplete: "organization-title",
        },
        {
          kind: "words",
          name: "phone",
          asks: "Phone number on which we can reach you",
          short: "Sender's phone",
          wanted: "Enter a phone number on which we can reach you",
          most: 40,
          autocomplete: "tel",
        },
      ],
    },
  ],
};

function removedAfterLeaving({ lastAttended, removedOn }: Answers): Record<string, string> {
  return lastAttended && removedOn && removedOn < lastAttended
    ? { removedOn: "The day taken off the roll must be the last day attended or later" }
    : {};
}
