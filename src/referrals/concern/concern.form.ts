import type { About, FormDefinition, Step } from "../form-definition.ts";

const danger: Step<About> = {
  slug: "danger",
  title: "Is the child in danger now?",
  why: "If a child is in danger now, call 999 first. Then tell us here.",
  fields: [
    {
      kind: "choice",
      name: "urgent",
      asks: "In danger now",
      short: "In danger now",
      wanted: "Say if the child is in danger now",
      of: [
        { value: "yes", text: "Yes" },
        { value: "no", text: "No" },
        { value: "not-known", text: "I do not know" },
      ],
    },
  ],
};

const child: Step<About> = {
  slug: "child",
  title: "Who is the child?",
  why: "Tell us what you know. A first name alone helps.",
  fields: [
    {
      kind: "words",
      name: "forename",
      asks: "First name",
      short: "First name",
      wanted: "Enter a name, or write that you do not know it",
      most: 100,
    },
    { kind: "words", name: "surname", asks: "Surname", short: "Surname", most: 100 },
    { kind: "words", name: "age", asks: "About how old is the child?", short: "Age", most: 40 },
    { kind: "words", name: "school", asks: "School, if you know it", short: "School", most: 200 },
  ],
};

const home: Step<About> = {
  slug: "home",
  title: "Where does the child live?",
  why: "A street or a place where you saw the child helps too.",
  fields: [
    { kind: "long-words", name: "address", asks: "Address or place", short: "Address or place", most: 500 },
    {
      kind: "words",
      name: "carer",
      asks: "Who does the child live with?",
      short: "Lives with",
      most: 200,
    },
  ],
};

const worry: Step<About> = {
  slug: "worry",
  title: "What are you worried about?",
  why: "For example that the child is never at school, has disappeared, works, or is kept at home.",
  fields: [
    {
      kind: "long-words",
      name: "information",
      asks: "In your own words, in any language",
      short: "The worry",
      wanted: "Tell us what you are worried about",
      most: 4000,
    },
  ],
};

const you: Step<About> = {
  slug: "you",
  title: "May we get in touch with you?",
  why: "You do not have to tell us who you are. If you do, we may call you with a question. We never give your name to the family.",
  fields: [
    { kind: "words", name: "senderName", asks: "Your name", short: "Your name", most: 200 },
    { kind: "words", name: "phone", asks: "Phone number", short: "Phone number", most: 40 },
  ],
};

/** Which council it goes to, where this system serves more than one. */
const councilOf = (councils: readonly { code: string; name: string }[]): Step<About> => ({
  slug: "council",
  title: "Which council's area does the child live in?",
  why: "If you are not sure, choose the nearest. The councils pass it on.",
  fields: [
    {
      kind: "choice",
      name: "council",
      asks: "Council",
      short: "Council",
      wanted: "Choose a council",
      of: councils.map(({ code, name }) => ({ value: code, text: name })),
    },
  ],
});

/** A concern of anybody, without an account: one question a page, in plain words. [D08] */
export function concernForm(councils: readonly { code: string; name: string }[]): FormDefinition<About> {
  return {
    form: "concern",
    title: "Tell us about a child who is not in school",
    steps: [danger, ...(councils.length > 1 ? [councilOf(councils)] : []), child, home, worry, you],
  };
}
