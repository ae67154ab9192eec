'use strict';

const dns = require('dns');
const https = require('https');
const net = require('net');
const config = require('../config');

const MAX_BYTES = 512 * 1024;
const TIMEOUT_MS = 5000;

const inside = new net.BlockList();
for (const [network, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]]) inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [['::', 127], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]]) inside.addSubnet(network, prefix, 'ipv6');

/** The address of a picture on one of the listed hosts, or undefined. */
exports.pictureUrl = function (address) {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return undefined;
  return config.pictureHosts.includes(url.hostname) ? url : undefined;
};

/** Fetches the picture; the address that is checked is the one connected to, and redirects are not followed. */
exports.fetchPicture = function (url, callback) {
  let done = (err, type, body) => {
    done = () => {};
    callback(err, type, body);
  };
  const outgoing = https.get(url, { lookup: publicLookup, signal: AbortSignal.timeout(TIMEOUT_MS) }, function (answer) {
    const type = answer.headers['content-type'];
    if (answer.statusCode !== 200 || (type !== 'image/png' && type !== 'image/jpeg')) return outgoing.destroy(new Error('no picture'));
    const parts = [];
    let size = 0;
    answer.on('data', function (part) {
      size += part.length;
      if (size > MAX_BYTES) outgoing.destroy(new Error('too large'));
      else parts.push(part);
    });
    answer.on('error', (err) => done(err));
    answer.on('end', () => done(null, type, Buffer.concat(parts)));
  });
  outgoing.on('error', (err) => done(err));
};

function publicLookup(hostname, options, callback) {
  dns.lookup(hostname, options, function (err, address, family) {
    if (err) return callback(err);
    const found = Array.isArray(address) ? address : [{ address, family }];
    if (found.some((one) => inside.check(one.address, net.isIP(one.address) === 6 ? 'ipv6' : 'ipv4'))) return callback(new Error('private address'));
    callback(null, address, family);
  });
}
