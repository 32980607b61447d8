import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** What an address may not be in: this machine, this network, and what is kept for special use (RFC 6890). */
const inside = new BlockList();
for (const [net, bits] of [
  ...([
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
  ] as const),
  ...([
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["224.0.0.0", 3],
  ] as const),
])
  inside.addSubnet(net, bits);
for (const [net, bits] of [
  ...([
    ["::", 127],
    ["64:ff9b::", 96],
    ["fc00::", 7],
    ["fe80::", 10],
    ["ff00::", 8],
    ["2001::", 32],
    ["2002::", 16],
  ] as const),
])
  inside.addSubnet(net, bits, "ipv6");

/** Thrown for an address that is not on the public network. */
export class PrivateAddress extends Error {
  readonly code = "PRIVATE_ADDRESS";
}

/** If an IP address lies on the public network. An IPv4 address in IPv6's clothes is judged as what it is. */
export function isPublic(address: string): boolean {
  const [, inner] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (inner) return isPublic(inner);
  if (/^::ffff:/i.test(address)) return false;
  const version = isIP(address);
  return version !== 0 && !inside.check(address, version === 6 ? "ipv6" : "ipv4");
}

/**
 * Looks a name up and refuses it when any of its addresses is not public. It is the lookup of the very connection, so that a name
 * cannot show one address to a check and another to the connection.
 */
export const publicLookup: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (fault, addresses) => {
    if (fault) return done(fault, []);
    if (!addresses.every(({ address }) => isPublic(address)))
      return done(new PrivateAddress("Private address"), []);
    const [first] = addresses;
    if (options.all) return done(null, addresses);
    return done(null, first?.address ?? "", first?.family);
  });
};
