'use strict';

// Writes the next signing key. Set SIGNING_KEY_ID to its name and start again; older tokens stay valid until they expire.
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const config = require('../src/config');

const numbers = fs.readdirSync(config.keysDir).map((name) => Number((/^k(\d+)$/.exec(name) || [])[1] || 0));
const name = `k${Math.max(0, ...numbers) + 1}`;
fs.writeFileSync(path.join(config.keysDir, name), crypto.randomBytes(48).toString('hex'), { mode: 0o600 });
process.stdout.write(`${name}\n`);
