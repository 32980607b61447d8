import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { registerMigrateCommand } from "../cli/migrate.command.ts";
import { registerStartCommand } from "../cli/start.command.ts";
import { withKeepsight } from "../cli/with-keepsight.ts";
import { registerWorkerCommand } from "../cli/worker.command.ts";
import { readSettings } from "../settings.ts";
import { webServer } from "../web/server.ts";
import { registerWholeCopyCommands } from "../whole-copy/whole-copy.command.ts";

const deploy = join(import.meta.dirname, "../../deploy");
const kubernetes = join(deploy, "kubernetes");
const textOf = (file: string) => readFileSync(join(deploy, file), "utf8");

/** The parts of a manifest that are looked at here. */
type Labels = Record<string, string>;
type Probe = { httpGet: { path: string; port: string } };
type Container = {
  name: string;
  image: string;
  command: string[];
  env?: unknown;
  envFrom: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  ports?: { name: string; containerPort: number }[];
  startupProbe?: Probe;
  readinessProbe?: Probe;
  livenessProbe?: Probe;
  securityContext: unknown;
  resources: { requests: Labels; limits: Labels };
  volumeMounts: { name: string; mountPath: string }[];
};
type Pod = {
  automountServiceAccountToken: boolean;
  enableServiceLinks: boolean;
  securityContext: unknown;
  initContainers?: Container[];
  containers: Container[];
  volumes: { name: string; persistentVolumeClaim?: { claimName: string } }[];
};
type Template = { metadata: { labels: Labels }; spec: Pod };
type Manifest = {
  kind: string;
  metadata: { name: string };
  spec: {
    replicas: number;
    minAvailable: number;
    strategy: unknown;
    selector: Labels & { matchLabels: Labels };
    podSelector: { matchLabels?: Labels };
    template: Template;
    jobTemplate: { spec: { template: Template } };
    ports: { targetPort: string }[];
    rules: { http: { paths: { backend: { service: { name: string } } }[] } }[];
  };
};
type Kustomization = {
  resources: string[];
  images: { name: string }[];
  configMapGenerator: { name: string; envs: string[] }[];
  secretGenerator: { name: string; envs: string[] }[];
};

const read = (file: string) =>
  parseAllDocuments(textOf(`kubernetes/${file}`)).map((one) => {
    expect(one.errors).toEqual([]);
    return one.toJS({ maxAliasCount: 50 }) as unknown;
  });
const [kustomization] = read("kustomization.yaml") as [Kustomization];
const manifests = kustomization.resources.flatMap(read) as Manifest[];
const named = (kind: string) => manifests.filter((one) => one.kind === kind);
const templates = [
  ...named("Deployment").map(({ spec }) => spec.template),
  ...named("CronJob").map(({ spec }) => spec.jobTemplate.spec.template),
];
const containersOf = ({ spec }: Template) => [...(spec.initContainers ?? []), ...spec.containers];
const containers = templates.flatMap(containersOf);

/** What a file of NAME=value lines sets, as kubectl, Compose and systemd read it. */
const setIn = (text: string) =>
  Object.fromEntries([...text.matchAll(/^([A-Z][A-Z_]*)=(.*)$/gm)].map(([, name, value]) => [name, value]));
const settings = setIn(textOf("kubernetes/settings.env"));
const secrets = setIn(textOf("kubernetes/secrets.env.example"));
const ofImage = setIn(/^ENV (.*)$/m.exec(textOf("Containerfile"))?.[1]?.replaceAll(" ", "\n") ?? "");

let database: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  database = await testDatabase();
  server = await webServer(database.keepsight);
});
afterAll(async () => {
  await server.close();
  await database.end();
});

test("what is set on Kubernetes, in Compose and by systemd are settings of the program, and start no demonstration", () => {
  const filled = Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => [name, value || "a secret that is long enough"]),
  );
  expect(readSettings({ ...ofImage, ...settings, ...filled })).toMatchObject({
    ...{ demonstration: false, host: "0.0.0.0", dataFolder: "/data", trustedProxy: "10.0.0.0/8" },
    databaseUrl: expect.stringMatching(/^postgres:/),
  });
  const ofUnit = setIn(
    /^Environment=(.*)$/m.exec(textOf("keepsight.service"))?.[1]?.replaceAll(" ", "\n") ?? "",
  );
  expect(readSettings(ofUnit).dataFolder).toBe("/var/lib/keepsight");
  // What has to be set, has to be set everywhere.
  const inCompose = setIn(textOf("keepsight.env.example"));
  expect(Object.keys({ ...settings, ...secrets })).toEqual(expect.arrayContaining(Object.keys(inCompose)));
  expect(Object.keys(settings).filter((name) => /SECRET|_KEY$|DATABASE|SMTP/.test(name))).toEqual([]);
});

test("every file is taken up, and every name that a manifest says is there", () => {
  const files = readdirSync(kubernetes).filter((file) => file.endsWith(".yaml"));
  expect(files.toSorted()).toEqual(["kustomization.yaml", ...kustomization.resources].toSorted());
  const { configMapGenerator, secretGenerator, images } = kustomization;
  expect(configMapGenerator[0]?.envs).toEqual(["settings.env"]);
  // The file with the secrets is made from an example, and kept out of git and of the image.
  expect(secretGenerator[0]?.envs).toEqual(["secrets.env"]);
  expect(readFileSync(join(deploy, "../.gitignore"), "utf8")).toContain("deploy/kubernetes/secrets.env\n");
  for (const { image, envFrom, env } of containers) {
    expect(image).toBe(images[0]?.name);
    expect(env).toBeUndefined();
    expect(envFrom).toEqual([
      { configMapRef: { name: configMapGenerator[0]?.name } },
      { secretRef: { name: secretGenerator[0]?.name } },
    ]);
  }
  const claims = named("PersistentVolumeClaim").map(({ metadata }) => metadata.name);
  for (const template of templates) {
    const volumes = template.spec.volumes;
    for (const { persistentVolumeClaim } of volumes)
      if (persistentVolumeClaim) expect(claims).toContain(persistentVolumeClaim.claimName);
    for (const { volumeMounts } of containersOf(template)) {
      expect(volumeMounts.map(({ name }) => name)).toEqual(volumes.map(({ name }) => name));
      // All that may be written to while the rest only reads.
      expect(volumeMounts.map(({ mountPath }) => mountPath)).toEqual([ofImage["KEEPSIGHT_DATA"], "/tmp"]);
    }
  }
  const [service] = named("Service");
  expect(named("Ingress")[0]?.spec.rules[0]?.http.paths[0]?.backend.service.name).toBe(
    service?.metadata.name,
  );
  const selectors: (Labels | undefined)[] = [
    service?.spec.selector,
    ...named("PodDisruptionBudget").map(({ spec }) => spec.selector.matchLabels),
    ...named("NetworkPolicy").map(({ spec }) => spec.podSelector.matchLabels),
  ];
  for (const selector of selectors)
    expect(templates.some(({ metadata }) => isWithin(selector ?? {}, metadata.labels))).toBe(true);
  for (const { spec } of named("Deployment"))
    expect(spec.selector.matchLabels).toEqual(spec.template.metadata.labels);
});

const isWithin = (some: Labels, all: Labels) =>
  Object.entries(some).every(([name, value]) => all[name] === value);

test("each container runs a command that there is, and what is asked of the pages answers on the port that they open", async () => {
  const program = new Command("keepsight");
  registerStartCommand(program);
  registerWorkerCommand(program);
  registerMigrateCommand(program);
  registerWholeCopyCommands(program, withKeepsight);
  const started = /^CMD (\[.*\])$/m.exec(textOf("Containerfile"))?.[1] ?? "";
  for (const command of [...containers.map((one) => one.command), JSON.parse(started) as string[]]) {
    const [node, file, word, ...options] = command;
    expect([node, file]).toEqual(["node", "dist/main.js"]);
    const known = program.commands.find((one) => one.name() === word);
    expect(known?.parseOptions(options)).toEqual({ operands: [], unknown: [] });
  }
  const [pages] = named("Deployment")[0]?.spec.template.spec.containers ?? [];
  expect(pages?.ports).toEqual([{ name: "http", containerPort: Number(ofImage["KEEPSIGHT_PORT"]) }]);
  expect(named("Service")[0]?.spec.ports[0]?.targetPort).toBe("http");
  const probes = [pages?.startupProbe, pages?.readinessProbe, pages?.livenessProbe];
  expect(probes.map((probe) => probe?.httpGet.path)).toEqual(["/health", "/ready", "/health"]);
  for (const probe of probes) {
    expect(probe?.httpGet.port).toBe("http");
    expect((await server.inject(probe?.httpGet.path ?? "")).statusCode).toBe(200);
  }
});

test("every pod is locked, bounded, twice where it must go on, and replaced without a gap", () => {
  for (const { spec } of templates) {
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      // Kubernetes would set KEEPSIGHT_PORT and names that are no settings, for which the program does not start.
      enableServiceLinks: false,
      securityContext: {
        ...{ runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 },
        seccompProfile: { type: "RuntimeDefault" },
      },
    });
  }
  for (const { securityContext, resources } of containers) {
    expect(securityContext).toEqual({
      ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
      capabilities: { drop: ["ALL"] },
    });
    expect(resources.requests).toHaveProperty("cpu");
    expect(resources.limits).toHaveProperty("memory");
  }
  const budgets = named("PodDisruptionBudget");
  for (const { metadata, spec } of named("Deployment")) {
    expect(spec.replicas).toBe(2);
    expect(spec.strategy).toEqual({ rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
    expect(budgets.find((one) => one.metadata.name === metadata.name)?.spec.minAvailable).toBe(1);
  }
});
