import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP } from 'node:net';
import { invalid } from './errors.ts';

const inner = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4]] as const) inner.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [['::', 96], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8], ['2002::', 16]] as const) inner.addSubnet(net, bits, 'ipv6');

const isInner = (address: string) => inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

export function parseHookUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalid('This is no address');
  }
  if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password) throw invalid('Only http and https addresses are possible');
  return url;
}

/** At saving only what the address itself says; names are resolved when something is sent. */
export function checkHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (/(^|\.)(localhost|internal|local)\.?$/i.test(host) || (isIP(host) && isInner(host))) throw invalid('This address cannot be used');
}

/** Resolves the name once; the request goes to the address that was looked at. */
export async function publicAddress(url: URL): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) ? [{ address: host }] : await lookup(host, { all: true }).catch(() => []);
  if (!found.length || found.some((entry) => isInner(entry.address))) throw invalid('This address cannot be used');
  return found[0].address;
}

export async function postJson(target: string, body: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  const url = parseHookUrl(target);
  const address = await publicAddress(url);
  const client = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const request = client.request(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), ...headers },
      timeout: 4000,
      lookup: (_host, options: any, done: any) => (options.all ? done(null, [{ address, family: isIP(address) }]) : done(null, address, isIP(address))),
    }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, body: '' });
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
    request.end(body);
  });
}
