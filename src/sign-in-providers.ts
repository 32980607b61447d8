import { parseDocument } from "yaml";
import { z } from "zod";

/** A sign-in provider, how Keepsight is known there, and what it is asked. */
export type SignInProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
  /** Apart by spaces; left out, openid, profile and email. */
  scopes?: string | undefined;
  /** The claim that names somebody's groups, such as `groups` or `roles`; without it a sign-in says nothing of posts. */
  groupsClaim?: string | undefined;
  /** DfE Sign-in's public API, which says who holds which role for which organisation. */
  dfe?: DfeSignIn | undefined;
};

export type DfeSignIn = { url: string; secret: string };

/** One provider of several. */
export type ProviderNamed = SignInProvider & {
  /** In addresses: sign-in comes back to /sign-in/return/KEY. */
  key: string;
  /** What people see when they choose, and what helps them to. */
  name: string;
  hint: string | undefined;
  /** What it must say of each who comes from it. */
  claims: Readonly<Record<string, string>>;
  speaksFor: readonly SpokenFor[];
};

/** Places whose people a provider may sign in: of one authority or all, the whole of it or a part, all of the part or one place. */
export type SpokenFor = {
  authority: string | null;
  part: "council" | "schools" | "agencies" | null;
  place: string | null;
};

const word = z.string().trim().min(1, "Write it.").max(100, "Write at most 100 characters.");
const places = (named: z.ZodString) =>
  z.union([z.literal("all"), z.array(named).min(1)], 'Write all, or a list such as ["9972001"].').optional();

const trust = z.strictObject({
  authority: z.union(
    [z.literal("all"), z.string().regex(/^\d{3}$/)],
    'Write the three-digit code in quotation marks, such as "926", or all.',
  ),
  council: z.literal(true, "Write true, or leave it out.").optional(),
  schools: places(z.string().regex(/^\d{7}$/, "Write each school's seven-digit number in quotation marks.")),
  agencies: places(word),
});

const provider = z.strictObject({
  key: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,39}$/,
      "Write a short word in small letters, such as eastmere. It stands in addresses.",
    ),
  name: word,
  hint: word.optional(),
  issuer: z
    .url({ error: "Write its address as its own discovery document has it under issuer." })
    .refine(
      (at) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(at),
      "Write an address that begins with https.",
    )
    .refine(
      (at) => !/^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)\b/.test(at),
      "Any organisation at Microsoft could sign in here. Write your own tenant's issuer.",
    ),
  "client-id": word,
  "client-secret": z.string().min(1, "Write it, or leave it out.").optional(),
  scopes: z
    .string()
    .regex(/^openid( \S+)*$/, "Write scopes apart by spaces, the first of them openid.")
    .optional(),
  "groups-claim": word.optional(),
  claims: z
    .record(z.string(), z.string("Write the one value that is right, in quotation marks."))
    .default({}),
  dfe: z
    .strictObject({ url: z.url("Write the address of DfE Sign-in's public API."), secret: word })
    .optional(),
  "speaks-for": z
    .array(trust, 'Write whom it may sign in, such as [{ authority: "926" }].')
    .min(1, "Write whom it may sign in."),
});

const file = z.strictObject({ providers: z.array(provider).min(1, "Write at least one.") });

/** By what a person of this provider is known: its issuer, and where many organisations share that, what tells this one apart. */
export function realmOf({
  issuer,
  claims = {},
}: {
  issuer: string;
  claims?: ProviderNamed["claims"];
}): string {
  const wanted = Object.entries(claims).map(([claim, value]) => `${claim}=${value}`);
  return wanted.length === 0 ? issuer : `${issuer}#${wanted.sort().join("&")}`;
}

/** The providers that a file names, or the first mistake in one line with its mend. */
export function providersIn(text: string, path: string): ProviderNamed[] | { mistake: string } {
  const document = parseDocument(text, { prettyErrors: true });
  const [broken] = document.errors;
  if (broken) return { mistake: `${path}: ${broken.message.split("\n")[0]}` };
  const read = file.safeParse(document.toJS());
  if (!read.success) {
    const [issue] = read.error.issues;
    return { mistake: `${path}, ${issue?.path.join(" ") || "the file"}: ${issue?.message}` };
  }
  const named = read.data.providers.map(asNamed);
  const mistake = mistakeIn(named);
  return mistake ? { mistake: `${path}: ${mistake}` } : named;
}

function asNamed(told: z.output<typeof provider>): ProviderNamed {
  const { key, name, hint, issuer, claims, scopes, dfe } = told;
  return {
    ...{ key, name, hint, issuer, claims, scopes, dfe },
    ...{
      clientId: told["client-id"],
      clientSecret: told["client-secret"],
      groupsClaim: told["groups-claim"],
    },
    speaksFor: told["speaks-for"].flatMap(placesIn),
  };
}

function placesIn({ authority, council, schools, agencies }: z.output<typeof trust>): SpokenFor[] {
  const of = authority === "all" ? null : authority;
  if (!council && !schools && !agencies) return [{ authority: of, part: null, place: null }];
  const each = (part: "schools" | "agencies", named: "all" | string[] | undefined): SpokenFor[] =>
    (named === "all" ? [null] : (named ?? [])).map((place) => ({ authority: of, part, place }));
  return [
    ...(council ? [{ authority: of, part: "council" as const, place: null }] : []),
    ...each("schools", schools),
    ...each("agencies", agencies),
  ];
}

/** What is wrong with several providers together. */
function mistakeIn(named: readonly ProviderNamed[]): string | undefined {
  const google = named.find(
    ({ issuer, claims }) => issuer === "https://accounts.google.com" && !claims["hd"],
  );
  if (google)
    return `${google.name}: any Google account could sign in. Add claims: { hd: your own domain at Google }.`;
  const twice = (of: (one: ProviderNamed) => string, what: string) => {
    const double = named.find((one, at) => named.findIndex((other) => of(other) === of(one)) < at);
    return double && `${double.name}: another provider has ${what}. Change one, or leave one out.`;
  };
  return (
    twice(({ key }) => key, "the same key") ??
    twice(({ name }) => name.toLowerCase(), "the same name") ??
    twice(realmOf, "the same issuer, and no claims tell them apart")
  );
}
