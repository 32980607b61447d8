import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import cookie from "@fastify/cookie";
import Fastify, { type FastifyInstance } from "fastify";
import { type Settings, UnusableSettings } from "../settings.ts";
import { assets, htmlOf, Page } from "./design/index.ts";
import { nobodysCouncil } from "./frame.ts";
import { protectPages } from "./protect-pages.ts";
import "./routes.ts";

/** What the program is at before its pages are there, and how much of that is done, from 0 to 1. */
export type Loading = { doing: string; done: number };

/** The program's one address, open from its first second. */
export type FrontDoor = {
  port: number;
  /** What whoever comes now is told. */
  tell: (loading: Loading) => void;
  /** Lets everybody in to the pages, at once and for good. */
  letIn: (pages: FastifyInstance) => Promise<void>;
  close: () => Promise<void>;
};

const looksAgainAfterSeconds = 3;

/**
 * Opens the address and says to everybody how far the program is, until the pages are there: a county takes a while to
 * load. @throws UnusableSettings when there can be no such address, with what to set instead.
 */
export async function openFrontDoor(settings: Settings): Promise<FrontDoor> {
  let loading: Loading = { doing: "Starting the database", done: 0 };
  const waitingRoom = await roomToWaitIn(settings, () => loading);
  let answer: RequestListener = waitingRoom.routing;
  const door = createServer((request, response) => answer(request, response));
  // A browser's connections are kept between two pages, as Fastify keeps them; Node's own five seconds are too short.
  door.keepAliveTimeout = 72_000;
  await new Promise<void>((open, shut) => {
    door.once("error", (fault: NodeJS.ErrnoException) => shut(new UnusableSettings(mendOf(fault, settings))));
    door.listen(settings.port, settings.host, open);
  });
  return {
    port: (door.address() as AddressInfo).port,
    tell: (now) => {
      loading = now;
    },
    letIn: async (pages) => {
      await pages.ready();
      answer = pages.routing;
      await waitingRoom.close();
    },
    close: () =>
      new Promise((closed) => {
        door.close(() => closed());
        door.closeIdleConnections();
      }),
  };
}

function mendOf({ code }: NodeJS.ErrnoException, { host, port }: Settings): string {
  if (code === "EADDRINUSE")
    return `Port ${port} is taken. Stop what uses it, or set KEEPSIGHT_PORT to another.`;
  if (code === "EACCES")
    return `Port ${port} is not open to this user (${code}). Set KEEPSIGHT_PORT to one above 1023.`;
  return `This machine has no address ${host} (${code}). Set KEEPSIGHT_HOST to one that it has, such as 127.0.0.1, or 0.0.0.0 for all of them.`;
}

/** Answers every address with how far the program is. 503: nothing that watches over it takes it for ready. */
async function roomToWaitIn(settings: Settings, loading: () => Loading): Promise<FastifyInstance> {
  const room = Fastify({ logger: false });
  await room.register(cookie);
  await protectPages(room, { settings });
  await assets(room);
  room.setNotFoundHandler((_request, reply) =>
    reply
      .status(503)
      .headers({ "retry-after": looksAgainAfterSeconds, refresh: looksAgainAfterSeconds })
      .type("text/html; charset=utf-8")
      .send(
        htmlOf(
          <Page
            title={settings.demonstration ? "The demonstration is being loaded" : "Keepsight is starting"}
            council={nobodysCouncil}
            nonce={reply.styleNonce}
            csrf=""
            at={Temporal.Now.instant()}
            navigation={[]}
            demonstration={settings.demonstration}
          >
            <HowFar {...loading()} demonstration={settings.demonstration} />
          </Page>,
        ),
      ),
  );
  await room.ready();
  return room;
}

function HowFar({ doing, done, demonstration }: Loading & { demonstration: boolean }) {
  const percent = Math.floor(done * 100);
  return (
    <>
      <h1 class="govuk-heading-l">
        {demonstration ? "The demonstration is being loaded" : "Keepsight is starting"}
      </h1>
      <p class="govuk-body-l" id="how-far">
        {doing}
        {demonstration && `: ${percent}% of everything is done`}
      </p>
      {demonstration && (
        <p>
          <progress class="keepsight-progress" aria-labelledby="how-far" max={100} value={percent} />
        </p>
      )}
      <p class="govuk-body">
        This page looks again by itself every {looksAgainAfterSeconds} seconds. When all is there, you can
        sign in here.
      </p>
    </>
  );
}
