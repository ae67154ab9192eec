'use strict';

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const config = require('../config');

function loadKey() {
  if (config.fieldKey) return crypto.createHash('sha256').update(config.fieldKey).digest();
  const file = path.join(config.keysDir, 'fields');
  if (!fs.existsSync(file)) {
    fs.mkdirSync(config.keysDir, { recursive: true, mode: 0o700 });
    fs.writeFileSync(file, crypto.randomBytes(32).toString('hex'), { mode: 0o600 });
  }
  return Buffer.from(fs.readFileSync(file, 'utf8').trim(), 'hex');
}

let key;
const currentKey = () => (key = key || loadKey());

const BLOCK = Buffer.alloc(16, 0);

function seal(text) {
  const cipher = crypto.createCipheriv('aes-256-cbc', currentKey(), BLOCK);
  return Buffer.concat([cipher.update(String(text), 'utf8'), cipher.final()]).toString('base64');
}

function open(sealed) {
  const decipher = crypto.createDecipheriv('aes-256-cbc', currentKey(), BLOCK);
  return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString('utf8');
}

module.exports = { seal, open };
