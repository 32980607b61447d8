import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { type ProviderNamed, providersIn, type SignInProvider } from "./sign-in-providers.ts";

const portWanted = "a port number between 0 and 65535, such as 3000";

function wholeNumber(of: string, atLeast: number) {
  const wanted = `a whole number of ${of}, at least ${atLeast}`;
  return z.coerce.number(wanted).int(wanted).min(atLeast, wanted);
}

function isNetwork(text: string): boolean {
  if (text === "loopback") return true;
  const [address = "", bits] = text.split("/");
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return most > 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most));
}

/** What a person who runs Keepsight may set, from the environment. Names begin with KEEPSIGHT_, but for those that others chose. */
const settingsSchema = z.object({
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: "an address such as postgres://user:password@host:5432/keepsight",
    })
    .optional(),
  KEEPSIGHT_DATA: z.string().min(1).default(join(process.cwd(), ".keepsight")),
  KEEPSIGHT_HOST: z.string().min(1).default("127.0.0.1"),
  KEEPSIGHT_PORT: z.coerce
    .number(portWanted)
    .int(portWanted)
    .min(0, portWanted)
    .max(65535, portWanted)
    .default(3000),
  KEEPSIGHT_ADDRESS: z
    .url({ error: "the address people type, such as https://keepsight.example.gov.uk" })
    .optional(),
  KEEPSIGHT_DEMONSTRATION: z.enum(["on", "off"], { error: "on or off" }).optional(),
  KEEPSIGHT_ISSUER: z.url({ error: "the address of the sign-in provider" }).optional(),
  KEEPSIGHT_CLIENT_ID: z.string().min(1).optional(),
  KEEPSIGHT_CLIENT_SECRET: z.string().min(1).optional(),
  KEEPSIGHT_SCOPES: z
    .string()
    .regex(/^openid( \S+)*$/, "scopes apart by spaces, the first of them openid")
    .optional(),
  KEEPSIGHT_GROUPS_CLAIM: z.string().min(1).optional(),
  KEEPSIGHT_PROVIDERS: z.string().min(1).optional(),
  KEEPSIGHT_DFE_URL: z.url({ error: "the address of DfE Sign-in's public API" }).optional(),
  KEEPSIGHT_DFE_SECRET: z.string().min(1).optional(),
  KEEPSIGHT_SESSION_MINUTES: wholeNumber("minutes", 1).default(60),
  KEEPSIGHT_SESSION_HOURS: wholeNumber("hours", 1).default(10),
  KEEPSIGHT_COUNTY_CHILDREN: wholeNumber("children", 500).default(6000),
  KEEPSIGHT_LOG: z
    .enum(["silent", "error", "warn", "info", "debug"], { error: "silent, error, warn, info or debug" })
    .default("warn"),
  KEEPSIGHT_REQUESTS_A_MINUTE: wholeNumber("requests", 10).default(600),
  KEEPSIGHT_WATCHED_FOLDER: z.string().min(1).optional(),
  KEEPSIGHT_WATCHED_FOLDER_DAYS: wholeNumber("days", 1).default(30),
  KEEPSIGHT_VIRUS_SCANNER: z.string().min(1).optional(),
  KEEPSIGHT_SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: "the address of a mail server, such as smtps://user:password@mail.example.gov.uk:465",
    })
    .optional(),
  KEEPSIGHT_MAIL_FROM: z
    .email({ error: "the address that e-mail comes from, such as cme@example.gov.uk" })
    .optional(),
  KEEPSIGHT_NOTIFY_KEY: z
    .string()
    .regex(
      /-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/,
      "the whole API key of GOV.UK Notify: its name, the service's id and the secret, joined by hyphens",
    )
    .optional(),
  KEEPSIGHT_NOTIFY_TEMPLATE: z.uuid({ error: "the id of the e-mail template on GOV.UK Notify" }).optional(),
  KEEPSIGHT_NOTIFY_URL: z
    .url({ protocol: /^https$/, error: "the address of GOV.UK Notify's API, which begins with https" })
    .default("https://api.notifications.service.gov.uk"),
  KEEPSIGHT_MAP_TILES: z
    .string()
    .regex(
      /^https?:\/\/[^/{}]+\/.*\{z\}.*\{[xy]\}.*\{[xy]\}/,
      "the address of map tiles, such as https://tiles.example.gov.uk/{z}/{x}/{y}.png",
    )
    .optional(),
  KEEPSIGHT_MAP_CREDIT: z.string().max(200).default(""),
  KEEPSIGHT_WEBHOOKS_TO_PRIVATE: z.enum(["on", "off"], { error: "on or off" }).default("off"),
  KEEPSIGHT_TRUSTED_PROXY: z
    .string()
    .refine((text) => text.split(/, */).every(isNetwork), {
      error: "addresses or networks separated by commas, such as 172.16.0.0/12",
    })
    .default("loopback"),
  HTTPS_PROXY: z
    .url({
      protocol: /^https?$/,
      error: "the address of the proxy to the internet, such as http://proxy.example.gov.uk:8080",
    })
    .optional(),
  NO_PROXY: z.string().optional(),
  KEEPSIGHT_METRICS_KEY: z.string().min(20, "a secret of at least 20 characters").optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({
      protocol: /^https?$/,
      error: "the address that takes traces by OTLP over HTTP, such as http://127.0.0.1:4318",
    })
    .optional(),
  KEEPSIGHT_CLICKHOUSE_USER: z.string().default("default"),
  KEEPSIGHT_CLICKHOUSE_PASSWORD: z.string().default(""),
  KEEPSIGHT_CHROMIUM: z.string().optional(),
});

export type Settings = {
  /** A PostgreSQL somebody else runs; without it Keepsight starts its own. */
  databaseUrl: string | undefined;
  dataFolder: string;
  host: string;
  port: number;
  /** What people type; links and the sign-in provider come back to it. */
  address: string | undefined;
  demonstration: boolean;
  signIn: SignInProvider | undefined;
  /** The providers of the file, where each signs in some places' people alone; none where there is one for all. */
  providers: readonly ProviderNamed[];
  /** Minutes without a request after which a session ends. */
  sessionMinutes: number;
  /** Hours after which a session ends whatever happens. */
  sessionHours: number;
  countyChildren: number;
  /** Requests that one session may make in a minute. */
  requestsAMinute: number;
  /** The mail server and the sender's address, or a service on GOV.UK Notify; without it no e-mail leaves. */
  mail: MailServer | { notify: NotifyService } | undefined;
  /** Files that are put here are taken in: see src/feeds/watched-folder.ts. */
  watchedFolder: string | undefined;
  /** Days after which a file that was taken in or refused there is deleted. */
  watchedFolderDays: number;
  /** The socket of ClamAV's daemon, a path or host:port; without it files that are attached are not scanned. */
  virusScanner: string | undefined;
  /** Where pictures of the ground come from, and whom to thank for them; without it visits lie on plain ground. */
  mapTiles: { address: string; credit: string } | undefined;
  /** If webhooks may go to addresses of the own network, and without TLS. */
  webhooksToPrivate: boolean;
  /** Whose word on where a request comes from is taken: addresses and networks, separated by commas. */
  trustedProxy: string;
  /** The proxy by which https addresses are asked, and the hosts that are asked without it, apart by commas. */
  forwardProxy: { url: string; except: string } | undefined;
  /** What opens /metrics; without it that page is not found. */
  metricsKey: string | undefined;
  /** The address that traces go to, by OTLP over HTTP; without it none are made. */
  tracesTo: string | undefined;
  /** By whom `keepsight match --engine clickhouse` is let in. */
  clickHouse: { user: string; password: string };
  log: "silent" | "error" | "warn" | "info" | "debug";
};

/** A mail server, and from whom its e-mail comes. */
export type MailServer = { url: string; from: string };

/** A service on GOV.UK Notify: what its API key holds, and its template, which is ((subject)) over ((body)) alone. */
export type NotifyService = { url: string; serviceId: string; secret: string; templateId: string };

export class UnusableSettings extends Error {}

/** Reads the settings from environment variables. Throws UnusableSettings with one line a mistake, each with its mend. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const known = new Set(Object.keys(settingsSchema.shape));
  // The proxy's two are written in small letters as often; elsewhere these count first.
  const { https_proxy = environment["HTTPS_PROXY"], no_proxy = environment["NO_PROXY"] } = environment;
  const given = Object.fromEntries(
    Object.entries({ ...environment, HTTPS_PROXY: https_proxy, NO_PROXY: no_proxy }).filter(
      ([name, value]) => known.has(name) && value !== "",
    ),
  );
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith("KEEPSIGHT_") && !known.has(name),
  );
  if (unknown.length > 0) {
    throw new UnusableSettings(
      unknown
        .map((name) => `Unknown setting ${name}. Remove it, or use one of: ${[...known].join(", ")}.`)
        .join("\n"),
    );
  }
  const read = settingsSchema.safeParse(given);
  if (!read.success) {
    throw new UnusableSettings(
      read.error.issues
        .map((issue) => `The setting ${issue.path.join(".")} wants ${issue.message}.`)
        .join("\n"),
    );
  }
  const s = read.data;
  if (s.KEEPSIGHT_ISSUER && !s.KEEPSIGHT_CLIENT_ID) {
    throw new UnusableSettings(
      "KEEPSIGHT_ISSUER is set but KEEPSIGHT_CLIENT_ID is not. Set both, or neither for the demonstration's own sign-in.",
    );
  }
  if (s.KEEPSIGHT_ISSUER && s.KEEPSIGHT_PROVIDERS) {
    throw new UnusableSettings(
      "KEEPSIGHT_ISSUER and KEEPSIGHT_PROVIDERS are both set. Write that provider into the file too, and leave KEEPSIGHT_ISSUER out.",
    );
  }
  if ((s.KEEPSIGHT_DFE_URL === undefined) !== (s.KEEPSIGHT_DFE_SECRET === undefined)) {
    throw new UnusableSettings(
      "Set KEEPSIGHT_DFE_URL and KEEPSIGHT_DFE_SECRET, or neither: DfE Sign-in's public API wants both.",
    );
  }
  if (s.KEEPSIGHT_SMTP_URL && !(s.KEEPSIGHT_MAIL_FROM && s.KEEPSIGHT_ADDRESS)) {
    throw new UnusableSettings(
      "KEEPSIGHT_SMTP_URL is set, so set KEEPSIGHT_MAIL_FROM too, and KEEPSIGHT_ADDRESS, to which the links in e-mails lead.",
    );
  }
  if (s.KEEPSIGHT_NOTIFY_KEY && s.KEEPSIGHT_SMTP_URL) {
    throw new UnusableSettings(
      "KEEPSIGHT_NOTIFY_KEY and KEEPSIGHT_SMTP_URL are both set. Set one: e-mail leaves one way.",
    );
  }
  if (s.KEEPSIGHT_NOTIFY_KEY && !(s.KEEPSIGHT_NOTIFY_TEMPLATE && s.KEEPSIGHT_ADDRESS)) {
    throw new UnusableSettings(
      "KEEPSIGHT_NOTIFY_KEY is set, so set KEEPSIGHT_NOTIFY_TEMPLATE too, and KEEPSIGHT_ADDRESS, to which the links in e-mails lead.",
    );
  }
  return {
    databaseUrl: s.DATABASE_URL,
    dataFolder: s.KEEPSIGHT_DATA.replace(/^~(?=\/)/, homedir()),
    host: s.KEEPSIGHT_HOST,
    port: s.KEEPSIGHT_PORT,
    address: s.KEEPSIGHT_ADDRESS,
    demonstration: s.KEEPSIGHT_DEMONSTRATION
      ? s.KEEPSIGHT_DEMONSTRATION === "on"
      : (s.KEEPSIGHT_ISSUER ?? s.KEEPSIGHT_PROVIDERS) === undefined,
    providers: s.KEEPSIGHT_PROVIDERS ? providersOf(s.KEEPSIGHT_PROVIDERS) : [],
    signIn:
      s.KEEPSIGHT_ISSUER && s.KEEPSIGHT_CLIENT_ID
        ? {
            issuer: s.KEEPSIGHT_ISSUER,
            clientId: s.KEEPSIGHT_CLIENT_ID,
            clientSecret: s.KEEPSIGHT_CLIENT_SECRET,
            scopes: s.KEEPSIGHT_SCOPES,
            groupsClaim: s.KEEPSIGHT_GROUPS_CLAIM,
            dfe:
              s.KEEPSIGHT_DFE_URL && s.KEEPSIGHT_DFE_SECRET
                ? { url: s.KEEPSIGHT_DFE_URL, secret: s.KEEPSIGHT_DFE_SECRET }
                : undefined,
          }
        : undefined,
    sessionMinutes: s.KEEPSIGHT_SESSION_MINUTES,
    sessionHours: s.KEEPSIGHT_SESSION_HOURS,
    countyChildren: s.KEEPSIGHT_COUNTY_CHILDREN,
    requestsAMinute: s.KEEPSIGHT_REQUESTS_A_MINUTE,
    mail: mailOf(s),
    watchedFolder: s.KEEPSIGHT_WATCHED_FOLDER?.replace(/^~(?=\/)/, homedir()),
    watchedFolderDays: s.KEEPSIGHT_WATCHED_FOLDER_DAYS,
    virusScanner: s.KEEPSIGHT_VIRUS_SCANNER,
    mapTiles: s.KEEPSIGHT_MAP_TILES
      ? { address: s.KEEPSIGHT_MAP_TILES, credit: s.KEEPSIGHT_MAP_CREDIT }
      : undefined,
    webhooksToPrivate: s.KEEPSIGHT_WEBHOOKS_TO_PRIVATE === "on",
    trustedProxy: s.KEEPSIGHT_TRUSTED_PROXY,
    forwardProxy: s.HTTPS_PROXY ? { url: s.HTTPS_PROXY, except: s.NO_PROXY ?? "" } : undefined,
    metricsKey: s.KEEPSIGHT_METRICS_KEY,
    tracesTo: s.OTEL_EXPORTER_OTLP_ENDPOINT,
    clickHouse: { user: s.KEEPSIGHT_CLICKHOUSE_USER, password: s.KEEPSIGHT_CLICKHOUSE_PASSWORD },
    log: s.KEEPSIGHT_LOG,
  };
}

function providersOf(path: string): ProviderNamed[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (fault) {
    throw new UnusableSettings(
      `KEEPSIGHT_PROVIDERS names ${path}, which cannot be read (${(fault as { code?: string }).code}). Mend the path, or let Keepsight's user read it.`,
    );
  }
  const read = providersIn(text, path);
  if ("mistake" in read) throw new UnusableSettings(read.mistake);
  return read;
}

function mailOf(s: z.output<typeof settingsSchema>): Settings["mail"] {
  const { KEEPSIGHT_NOTIFY_KEY: key, KEEPSIGHT_NOTIFY_TEMPLATE: templateId } = s;
  // The key is its name, the service's id and the secret; the two are UUIDs, and the name may have hyphens.
  if (key && templateId)
    return {
      notify: {
        url: s.KEEPSIGHT_NOTIFY_URL,
        serviceId: key.slice(-73, -37),
        secret: key.slice(-36),
        templateId,
      },
    };
  if (s.KEEPSIGHT_SMTP_URL && s.KEEPSIGHT_MAIL_FROM)
    return { url: s.KEEPSIGHT_SMTP_URL, from: s.KEEPSIGHT_MAIL_FROM };
  return undefined;
}
