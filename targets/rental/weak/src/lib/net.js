'use strict';

const dns = require('dns').promises;
const net = require('net');
const http = require('http');
const https = require('https');
const { badRequest } = require('./errors');

const closed = new net.BlockList();
for (const [address, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4],
]) closed.addSubnet(address, bits, 'ipv4');
for (const [address, bits] of [['::', 127], ['64:ff9b::', 96], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]]) closed.addSubnet(address, bits, 'ipv6');

function parseUrl(text) {
  let url;
  try { url = new URL(String(text)); } catch { throw badRequest('This is no address'); }
  if (!['http:', 'https:'].includes(url.protocol)) throw badRequest('Only http and https');
  if (url.username || url.password) throw badRequest('No credentials in addresses');
  return url;
}

async function resolvePublic(hostname) {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const found = net.isIP(bare) ? [{ address: bare, family: net.isIP(bare) }] : await dns.lookup(bare, { all: true }).catch(() => []);
  if (!found.length) throw badRequest('The host of this address is unknown');
  if (found.some((entry) => closed.check(entry.address, entry.family === 6 ? 'ipv6' : 'ipv4'))) throw badRequest('This address is not reachable from here');
  return found[0];
}

async function assertPublicUrl(text) {
  const url = parseUrl(text);
  await resolvePublic(url.hostname);
  return url;
}

function send(url, { method = 'GET', headers = {}, body, lookup, maxBytes = 2 * 1024 * 1024, timeoutMs = 4000 } = {}) {
  const client = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const request = client.request(url, { method, headers, lookup, timeout: timeoutMs }, (response) => {
      const parts = [];
      let size = 0;
      response.on('data', (part) => {
        size += part.length;
        if (size > maxBytes) request.destroy(new Error('too large'));
        else parts.push(part);
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
    request.end(body);
  });
}

// Connects to the address that was checked, whatever the name says a moment later.
async function fetchPublic(text, options = {}) {
  const url = parseUrl(text);
  const target = await resolvePublic(url.hostname);
  const lookup = (name, opts, done) => (opts.all ? done(null, [target]) : done(null, target.address, target.family));
  return send(url, { ...options, lookup });
}

module.exports = { parseUrl, assertPublicUrl, fetchPublic, send };
