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

const loaded = {};

function secretFor(kid) {
  if (!loaded[kid]) loaded[kid] = fs.readFileSync(path.join(config.keysDir, kid), 'utf8');
  return loaded[kid];
}

module.exports = { ensureKeys, secretFor, currentId: () => CURRENT };
