import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, request } from 'undici';

export class Refused extends Error {}

export const isPublic = (address: string) => ipaddr.process(address).range() === 'unicast';

/** Takes part in the connecting itself: what is checked here is what the socket is opened to. */
const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const first = addresses[0];
    if (!first || !addresses.every(({ address }) => isPublic(address))) return callback(new Refused('not on the public network'), '', 0);
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

const agent = new Agent({
  connect: { lookup: guardedLookup, timeout: 3000 },
  headersTimeout: 5000,
  bodyTimeout: 5000,
  maxResponseSize: 64 * 1024,
  connections: 4,
});

/** A host that is written as an address is never looked up, so it is refused at once. */
export function acceptable(raw: string): URL {
  const url = URL.canParse(raw) ? new URL(raw) : undefined;
  if (!url || url.protocol !== 'https:' || url.port || url.username || url.password) throw new Refused('only plain https addresses');
  if (ipaddr.isValid(url.hostname.replace(/^\[|\]$/g, ''))) throw new Refused('a name, please');
  return url;
}

export async function post(raw: string, body: string, headers: Record<string, string>): Promise<number> {
  const answer = await request(acceptable(raw), { method: 'POST', body, headers, dispatcher: agent, signal: AbortSignal.timeout(10_000) });
  await answer.body.dump({ limit: 64 * 1024 });
  return answer.statusCode;
}
