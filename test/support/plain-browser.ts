/** What a browser shows after it has followed every redirect. */
export type Shown = { status: number; url: URL; body: string; headers: Headers };

/** A browser without a screen: keeps cookies, follows redirects, sends forms. */
export type PlainBrowser = {
  open: (address: string) => Promise<Shown>;
  send: (address: string, fields: Record<string, string>) => Promise<Shown>;
  /** Without following where it leads. */
  ask: (address: string, fields?: Record<string, string>) => Promise<Response>;
  cookies: Map<string, { value: string; attributes: string }>;
};

/** Opens a browser whose bare paths are of the site at `home`. */
export function plainBrowser(home: string): PlainBrowser {
  const cookies: PlainBrowser["cookies"] = new Map();

  async function ask(address: string, fields?: Record<string, string>): Promise<Response> {
    const cookie = [...cookies].map(([name, { value }]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(address, home), {
      redirect: "manual",
      headers: { cookie, accept: "text/html" },
      ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
    });
    for (const line of answer.headers.getSetCookie()) keep(line);
    return answer;
  }

  function keep(line: string): void {
    const [, name = "", value = "", attributes = ""] = /^([^=]+)=([^;]*);?(.*)$/.exec(line) ?? [];
    if (value === "" || /expires=Thu, 01 Jan 1970/i.test(attributes)) cookies.delete(name);
    else cookies.set(name, { value, attributes });
  }

  async function settle(address: string, fields?: Record<string, string>): Promise<Shown> {
    let url = new URL(address, home);
    let answer = await ask(url.href, fields);
    for (let hops = 0; answer.status >= 300 && answer.status < 400; hops++) {
      if (hops > 15) throw new Error(`${url.pathname} leads round in circles`);
      await answer.body?.cancel();
      url = new URL(answer.headers.get("location") ?? "", url);
      answer = await ask(url.href);
    }
    return { status: answer.status, url, body: await answer.text(), headers: answer.headers };
  }

  return { ask, cookies, open: (address) => settle(address), send: settle };
}
