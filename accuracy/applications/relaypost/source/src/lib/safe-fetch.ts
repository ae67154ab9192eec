import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent, request } from "undici";

export class BlockedTargetError extends Error {}

export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

/** Accepts https URLs with a host name, the usual port and no credentials. */
export function parseTarget(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || url.protocol !== "https:" || url.port !== "" || url.username || url.password) {
    throw new BlockedTargetError("The URL must be plain https");
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) || !host.includes(".") || host.endsWith(".")) {
    throw new BlockedTargetError("The URL must name a public host");
  }
  url.hash = "";
  return url;
}

const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(new BlockedTargetError("The host is not public"), []);
    }
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

const dispatcher = new Agent({
  connect: { lookup: guardedLookup, timeout: 5000 },
  headersTimeout: 10_000,
  bodyTimeout: 10_000,
  maxResponseSize: 256 * 1024,
  keepAliveTimeout: 4000,
});

/** Posts and returns the status. Redirects are not followed and count as an answer. */
export async function postJson(target: string, body: string, headers: Record<string, string>): Promise<number> {
  const response = await request(parseTarget(target), {
    dispatcher,
    method: "POST",
    body,
    headers: { "content-type": "application/json", "user-agent": "relaypost", ...headers },
    signal: AbortSignal.timeout(20_000),
  });
  await response.body.dump();
  return response.statusCode;
}
