import { lookup as resolve, type LookupAddress } from 'node:dns';
import { Agent, request } from 'undici';
import ipaddr from 'ipaddr.js';

export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

// Called by the socket itself: the address that was judged is the one that is dialled.
function publicLookup(hostname: string, options: any, callback: LookupCallback): void {
  resolve(hostname, { all: true, family: options.family ?? 0 }, (error, addresses) => {
    if (error) return callback(error, []);
    const usable = addresses.filter((entry) => isPublicAddress(entry.address));
    if (usable.length === 0 || usable.length !== addresses.length) {
      return callback(new Error('destination not permitted'), []);
    }
    if (options.all) return callback(null, usable);
    return callback(null, usable[0]!.address, usable[0]!.family);
  });
}

const agent = new Agent({
  connect: { lookup: publicLookup as never, timeout: 3_000 },
  headersTimeout: 5_000, bodyTimeout: 5_000, maxResponseSize: 64 * 1024, connections: 4,
});

/** Rejects what never reaches the resolver: literals, odd ports, credentials. */
export function parseDestination(value: string): URL | null {
  if (!URL.canParse(value)) return null;
  const url = new URL(value);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:' || url.port !== '' || url.username || url.password) return null;
  if (ipaddr.isValid(host) && !isPublicAddress(host)) return null;
  return url;
}

export async function deliver(destination: string, body: string, headers: Record<string, string>): Promise<boolean> {
  const url = parseDestination(destination);
  if (!url) return false;
  try {
    const response = await request(url, {
      method: 'POST', dispatcher: agent, body,
      headers: { 'content-type': 'application/json', 'user-agent': 'ledgerly-hooks/1', ...headers },
    });
    await response.body.dump();
    return response.statusCode >= 200 && response.statusCode < 300;
  } catch {
    return false;
  }
}
