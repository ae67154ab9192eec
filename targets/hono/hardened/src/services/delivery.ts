import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { request } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { all, run, type Row } from '../db/connection.ts';
import { log } from '../lib/log.ts';
import { hookSecret } from '../lib/secrets.ts';

const inside = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3]] as const) inside.addSubnet(net, bits, 'ipv4');
const outside6 = new BlockList();
outside6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16]] as const) inside.addSubnet(net, bits, 'ipv6');

const reachable = (address: string, family: number) =>
  family === 4 ? !inside.check(address, 'ipv4') : outside6.check(address, 'ipv6') && !inside.check(address, 'ipv6');

export function allowedUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const named = isIP(host) === 0 && host.includes('.') && !/(^|\.)(localhost|local|internal|home|lan)$/i.test(host);
  return url.protocol === 'https:' && named && ['', '443', '8443'].includes(url.port) && !url.username && !url.password ? url : undefined;
}

async function send(hook: Row, text: string): Promise<string> {
  const url = allowedUrl(hook.url);
  if (!url) return 'address not allowed';
  const [target] = await lookup(url.hostname, { all: true });
  if (!target || !reachable(target.address, target.family)) return 'address not allowed';
  const versions = hook.previous_until > Date.now() ? [hook.version, hook.version - 1] : [hook.version];
  const signature = versions.map((version) => createHmac('sha256', hookSecret(hook.id, version)).update(text).digest('hex')).join(',');
  return new Promise((resolve) => {
    const outgoing = request({
      host: target.address, family: target.family, servername: url.hostname, port: url.port || 443, path: url.pathname + url.search, method: 'POST', timeout: 5_000,
      headers: { host: url.host, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'x-tallyroom-signature': signature },
    }, (incoming) => {
      incoming.destroy();
      resolve(incoming.statusCode! >= 200 && incoming.statusCode! < 300 ? 'delivered' : 'refused by the receiver');
    });
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve('no answer'));
    outgoing.end(text);
  });
}

export async function deliver(hook: Row, event: string, payload: Row): Promise<string> {
  const outcome = await send(hook, JSON.stringify({ event, payload, at: Date.now() })).catch(() => 'no answer');
  run('INSERT INTO deliveries (webhook_id, event, outcome, created_at) SELECT id, ?, ?, ? FROM webhooks WHERE id = ?', event, outcome, Date.now(), hook.id);
  return outcome;
}

let pending = 0;
export function announce(workspaceId: string, event: string, payload: Row) {
  for (const hook of all('SELECT * FROM webhooks WHERE workspace_id = ? LIMIT 10', workspaceId)) {
    if (!(JSON.parse(hook.events) as string[]).includes(event)) continue;
    if (pending >= 50) {
      log('warn', 'delivery_dropped', { webhook: hook.id });
      continue;
    }
    pending += 1;
    deliver(hook, event, payload).finally(() => {
      pending -= 1;
    });
  }
}
