'use strict';

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const config = require('../config');

const CURRENT = process.env.SIGNING_KEY_ID || 'k1';

function ensureKeys() {
  fs.mkdirSync(config.keysDir, { recursive: true, mode: 0o700 });
  const file = path.join(config.keysDir, CURRENT);
  if (!fs.existsSync(file)) fs.writeFileSync(file, crypto.randomBytes(48).toString('hex'), { mode: 0o600 });
}

const loaded = new Map();

function secretFor(kid) {
  if (!loaded.size) {
    for (const name of fs.readdirSync(config.keysDir)) {
      if (/^k\d+$/.test(name)) loaded.set(name, fs.readFileSync(path.join(config.keysDir, name), 'utf8'));
    }
  }
  return loaded.get(kid);
}

module.exports = { ensureKeys, secretFor, currentId: () => CURRENT };
