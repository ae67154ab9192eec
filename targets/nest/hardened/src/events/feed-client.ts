import { BadGatewayException, UnprocessableEntityException } from '@nestjs/common';
import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { request } from 'node:https';
import { BlockList, isIPv6 } from 'node:net';

const TIMEOUT_MS = 5000;
const MOST_BYTES = 64 * 1024;
const inside = new BlockList();
for (const [network, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [['::', 127], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) inside.addSubnet(network, prefix, 'ipv6');

/** An HTTPS address of a listed host, or 422. */
export function requireListed(address: string, hosts: readonly string[]): URL {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'https:' || !hosts.includes(url.hostname) || url.port !== '' || url.username !== '') {
    throw new UnprocessableEntityException('Feeds come from the hosts of promoters only');
  }
  return url;
}

/** The text of a listed feed; the address that is checked is the one that is used, and redirects are not followed. */
export function fetchFeed(url: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    const failed = () => reject(new BadGatewayException('The feed could not be read'));
    const outgoing = request(url, { lookup: publicLookup, signal: AbortSignal.timeout(TIMEOUT_MS), headers: { accept: 'application/json' } }, (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > MOST_BYTES) response.destroy(new Error('too large'));
        else parts.push(part);
      });
      response.once('error', failed);
      response.once('end', () => (response.statusCode === 200 ? resolve(Buffer.concat(parts).toString('utf8')) : failed()));
    });
    outgoing.once('error', failed);
    outgoing.end();
  });
}

type Done = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

function publicLookup(hostname: string, options: LookupOptions, done: Done): void {
  lookup(hostname, options, (error, address, family) => {
    if (error !== null) return done(error, '');
    const found = Array.isArray(address) ? address.map((entry) => entry.address) : [address];
    if (found.some((one) => inside.check(one, isIPv6(one) ? 'ipv6' : 'ipv4'))) return done(new Error('private address'), '');
    done(null, address, family);
  });
}
