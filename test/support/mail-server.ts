import { createServer, type Server, type Socket } from "node:net";

/** A letter as the mail server got it: from whom, to whom, and every word of it. */
export type Letter = { from: string; to: string[]; raw: string };

export type MailServer = {
  url: string;
  letters: Letter[];
  /** Answers recipients with this line instead of taking them, until told otherwise. */
  refuseWith: (line: string | undefined) => void;
  close: () => Promise<void>;
};

/** A real mail server that speaks as much SMTP (RFC 5321) as a client needs, and keeps what it is sent. */
export async function startMailServer(): Promise<MailServer> {
  const letters: Letter[] = [];
  let refusal: string | undefined;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    const say = (line: string) => socket.write(`${line}\r\n`);
    let letter: Letter = { from: "", to: [], raw: "" };
    let inLetter = false;
    let heard = "";
    const hear = (line: string) => {
      if (inLetter) {
        if (line !== ".") {
          letter.raw += `${line.replace(/^\.\./, ".")}\n`;
          return;
        }
        inLetter = false;
        letters.push(letter);
        letter = { from: "", to: [], raw: "" };
        return say("250 taken");
      }
      const word = line.slice(0, 4).toUpperCase();
      if (word === "EHLO" || word === "HELO") return say("250 mail.test");
      if (word === "MAIL") {
        letter.from = /<([^>]*)>/.exec(line)?.[1] ?? "";
        return say("250 ok");
      }
      if (word === "RCPT") {
        if (refusal) return say(refusal);
        letter.to.push(/<([^>]*)>/.exec(line)?.[1] ?? "");
        return say("250 ok");
      }
      if (word === "DATA") {
        inLetter = true;
        return say("354 go on");
      }
      if (word === "QUIT") {
        say("221 bye");
        return socket.end();
      }
      return say("250 ok");
    };
    say("220 mail.test");
    socket.on("data", (chunk) => {
      heard += chunk.toString("utf8");
      for (let end = heard.indexOf("\r\n"); end >= 0; end = heard.indexOf("\r\n")) {
        const line = heard.slice(0, end);
        heard = heard.slice(end + 2);
        hear(line);
      }
    });
  });
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    refuseWith: (line) => {
      refusal = line;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
