import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { dayOf } from "../calendar/index.ts";
import { hasStopped, listDefinitions } from "../feeds/index.ts";
import type { StateOfService } from "./state-of-service.store.ts";

/** What is measured, in the text that Prometheus reads. */
export type Metrics = {
  /** Measures each answer of the server by the pattern of its address, never by the address itself. */
  watch: (server: FastifyInstance) => void;
  /** The measures of this process, and how the service stands at a moment. */
  text: (state: StateOfService, now: Temporal.Instant) => Promise<string>;
  kind: string;
};

/** The measures of one process. docs/operate/monitor.md says what each means and when to wake somebody. */
export function metricsOfProcess(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answered = new Histogram({
    name: "keepsight_answer_seconds",
    help: "How long answers took, by the pattern of the address.",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const faults = new Counter({
    name: "keepsight_faults_total",
    help: "Answers that were a fault of ours (status 500 and above).",
    registers: [registry],
  });
  const show = gauges(registry);
  return {
    kind: registry.contentType,
    watch: (server) => {
      server.addHook("onResponse", async (request, reply) => {
        const route = request.routeOptions.url ?? "none";
        answered.observe(
          { method: request.method, route, status: reply.statusCode },
          reply.elapsedTime / 1_000,
        );
        if (reply.statusCode >= 500) faults.inc();
      });
    },
    text: (state, now) => {
      show(state, now);
      return registry.metrics();
    },
  };
}

/** The gauges of the service's state, and what sets them all anew. */
function gauges(registry: Registry): (state: StateOfService, now: Temporal.Instant) => void {
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name: `keepsight_${name}`, help, labelNames, registers: [registry] });
  const openCases = gauge("open_cases", "Open cases.", "authority");
  const forgotten = gauge("cases_without_next_step", "Open cases that nobody owes a step.", "authority");
  const overdue = gauge("overdue_steps", "Steps of open cases that are overdue.", "authority");
  const emailsWaiting = gauge("emails_waiting", "E-mails that wait to go.", "authority");
  const emailsFailed = gauge("emails_failed", "E-mails that failed for good within a day.", "authority");
  const termDays = gauge("term_dates_end_days", "Days until an authority's own term dates end.", "authority");
  const stopped = gauge("feed_stopped", "1 where a list has stopped coming.", "authority", "list");
  const unsealed = gauge("audit_unsealed_seconds", "Age of the oldest audit entry that is under no seal.");
  const waiting = gauge("jobs_waiting", "Jobs that could begin and wait.", "queue");
  const failed = gauge("jobs_failed", "Jobs that failed for good within a day.", "queue");
  const oldest = gauge("jobs_oldest_seconds", "How long the oldest waiting job could have begun.", "queue");
  return (state, now) => {
    // A queue that holds nothing any more is not told.
    for (const one of [waiting, failed, oldest, stopped]) one.reset();
    unsealed.set(state.unsealedSeconds);
    for (const { queue, ...jobs } of state.queues) {
      waiting.set({ queue }, jobs.waiting);
      failed.set({ queue }, jobs.failed);
      oldest.set({ queue }, jobs.oldestSeconds);
    }
    for (const { name: authority, feeds, termsUntil, ...counts } of state.authorities) {
      openCases.set({ authority }, counts.openCases);
      forgotten.set({ authority }, counts.withoutNextStep);
      overdue.set({ authority }, counts.overdue);
      emailsWaiting.set({ authority }, counts.emailsWaiting);
      emailsFailed.set({ authority }, counts.emailsFailed);
      if (termsUntil) termDays.set({ authority }, dayOf(now).until(termsUntil, { largestUnit: "days" }).days);
      for (const { list, lastAt, expected } of feeds) {
        const usual = listDefinitions.find((definition) => definition.list === list)?.expected;
        const rhythm = expected ?? usual;
        if (!rhythm) continue;
        const hasCeased = hasStopped({ expected: rhythm, lastAt: Temporal.Instant.from(lastAt) }, now);
        stopped.set({ authority, list }, Number(hasCeased));
      }
    }
  };
}
