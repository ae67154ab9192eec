import { lookup } from 'node:dns';
import https from 'node:https';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const isPublic = (address) => ipaddr.process(address).range() === 'unicast';

/** Used by the socket itself, so the address that is checked is the address that is dialled. */
function publicLookup(host, options, done) {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error);
    if (found.length === 0 || !found.every(({ address }) => isPublic(address))) return done(new Error('address is not public'));
    return options.all ? done(null, found) : done(null, found[0].address, found[0].family);
  });
}

export function checkTarget(raw) {
  const url = new URL(raw);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:' || url.port || url.username || url.password) throw new TypeError('plain https only');
  if (isIP(host) && !isPublic(host)) throw new TypeError('address is not public');
  return url;
}

/** Posts a notice to an address a merchant chose. Redirects are not followed and the answer is not read. */
export function post(raw, payload) {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify(payload);
    const request = https.request(checkTarget(raw), {
      method: 'POST',
      agent: false,
      lookup: publicLookup,
      signal: AbortSignal.timeout(5000),
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    request.once('response', (response) => {
      response.destroy();
      resolve(response.statusCode);
    });
    request.once('error', reject);
    request.end(body);
  });
}
