'use strict';

const crypto = require('crypto');
const fs = require('fs').promises;
const path = require('path');
const config = require('../config');
const { parseUrl, send } = require('../lib/net');
const { badRequest } = require('../lib/errors');
const { kindOf } = require('../lib/file-kind');

const INSIDE = [/^localhost$/i, /^127\./, /^10\./, /^192\.168\./, /^172\.(1[6-9]|2\d|3[01])\./, /^169\.254\./, /\.internal$/i, /\.local$/i];

async function download(address) {
  const url = parseUrl(address);
  if (INSIDE.some((pattern) => pattern.test(url.hostname))) throw badRequest('This address is not reachable from here');
  return send(url);
}

async function importPhoto(item, address) {
  const answer = await download(address).catch((error) => {
    if (error.status) throw error;
    throw badRequest('The picture could not be loaded');
  });
  if (answer.status !== 200) throw badRequest(`The server answered ${answer.status}: ${answer.body.toString('utf8', 0, 200)}`);
  const kind = kindOf(answer.body);
  if (!kind || kind.ext === 'pdf') throw badRequest(`Not a picture: ${answer.headers['content-type']}, ${answer.body.length} bytes`);
  await fs.mkdir(config.photosDir, { recursive: true });
  const name = `${item.id}-${crypto.randomBytes(6).toString('hex')}.${kind.ext}`;
  await fs.writeFile(path.join(config.photosDir, name), answer.body);
  await item.update({ photo: name });
  return name;
}

module.exports = { importPhoto };
