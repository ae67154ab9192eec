import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import { Agent, request } from 'undici';
import { digest } from '../core/secrets.js';
import type { Database } from '../data/tables.js';

const MOST_BYTES = 256 * 1024;
const MOST_HOPS = 3;
const FRESH_MS = 7 * 86_400_000;
export interface Preview { title: string | null; description: string | null }

class Unreachable extends Error {}

export const isPublic = (address: string) => ipaddr.process(address).range() === 'unicast';

/** Given to the socket itself: the address that is judged here is the one that is connected to. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, all) => {
    const first = all?.[0];
    if (error || !first) return callback(error ?? new Unreachable(), '', 0);
    if (!all.every(({ address }) => isPublic(address))) return callback(new Unreachable(), '', 0);
    if (options.all) return callback(null, all);
    callback(null, first.address, first.family);
  });
};

const agent = new Agent({
  connect: { lookup: publicLookup, timeout: 3000 },
  headersTimeout: 4000,
  bodyTimeout: 4000,
  maxHeaderSize: 16 * 1024,
  keepAliveTimeout: 1000,
});

/** Hosts written as numbers are never looked up, so they are judged here. */
export function reachable(raw: string, base?: URL): URL {
  const url = URL.canParse(raw, base) ? new URL(raw, base) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.port || url.username || url.password) throw new Unreachable();
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(host) && !isPublic(host)) throw new Unreachable();
  return url;
}

async function fetchHead(start: string, signal: AbortSignal): Promise<string> {
  let url = reachable(start);
  for (let hop = 0; hop <= MOST_HOPS; hop++) {
    const answer = await request(url, { dispatcher: agent, signal, headers: { accept: 'text/html', 'user-agent': 'linkharbor-preview' } });
    const location = answer.headers.location;
    if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string') {
      answer.body.destroy();
      url = reachable(location, url);
      continue;
    }
    if (answer.statusCode !== 200 || !String(answer.headers['content-type']).startsWith('text/html')) {
      answer.body.destroy();
      throw new Unreachable();
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer.body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_BYTES) break;
    }
    return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8');
  }
  throw new Unreachable();
}

const clean = (text: string | undefined, most: number) => text?.replaceAll(/\s+/g, ' ').trim().slice(0, most) || null;

/** Found by position, not by a grammar, and a tag is a thousand characters at most. What comes out is text and is escaped where it is shown. */
export function readHead(html: string): Preview {
  const lower = html.toLowerCase();
  const open = lower.indexOf('>', lower.indexOf('<title'));
  const close = lower.indexOf('</title', open);
  const title = lower.includes('<title') && open >= 0 && close > open ? html.slice(open + 1, close) : undefined;
  let description: string | undefined;
  for (let at = lower.indexOf('<meta'); at >= 0 && description === undefined; at = lower.indexOf('<meta', at + 5)) {
    const tag = html.slice(at, at + 1000).split('>', 1)[0] ?? '';
    if (/\sname="description"/i.test(tag)) description = /\scontent="([^"]{0,600})"/i.exec(tag)?.[1] ?? '';
  }
  return { title: clean(title, 200), description: clean(description, 400) };
}

export function createPreviews(db: Kysely<Database>) {
  const running = new LRUCache<string, Promise<Preview>>({ max: 200, ttl: 15_000 });

  async function make(url: string, key: string): Promise<Preview> {
    const preview = await fetchHead(url, AbortSignal.timeout(9000)).then(readHead, () => ({ title: null, description: null }));
    await db
      .insertInto('previews')
      .values({ url_digest: key, ...preview })
      .onConflict((on) => on.column('url_digest').doUpdateSet({ ...preview, fetched_at: new Date() }))
      .execute();
    return preview;
  }

  return async function previewOf(raw: string): Promise<Preview> {
    const key = digest(raw);
    const kept = await db.selectFrom('previews').where('url_digest', '=', key).select(['title', 'description', 'fetched_at']).executeTakeFirst();
    if (kept && Date.now() - kept.fetched_at.getTime() < FRESH_MS) return { title: kept.title, description: kept.description };
    const current = running.get(key) ?? make(raw, key);
    running.set(key, current);
    return current;
  };
}
