'use strict';

const crypto = require('crypto');
const fs = require('fs').promises;
const path = require('path');
const config = require('../config');
const { fetchPublic } = require('../lib/net');
const { badRequest } = require('../lib/errors');
const { kindOf } = require('../lib/file-kind');

const download = (address) => fetchPublic(address);

async function importPhoto(item, address) {
  const answer = await download(address).catch((error) => {
    if (error.status) throw error;
    throw badRequest('The picture could not be loaded');
  });
  const kind = answer.status === 200 && kindOf(answer.body);
  if (!kind || kind.ext === 'pdf') throw badRequest('This is no picture');
  await fs.mkdir(config.photosDir, { recursive: true });
  const name = `${item.id}-${crypto.randomBytes(6).toString('hex')}.${kind.ext}`;
  await fs.writeFile(path.join(config.photosDir, name), answer.body);
  await item.update({ photo: name });
  return name;
}

module.exports = { importPhoto };
