'use strict';

const crypto = require('crypto');
const fs = require('fs').promises;
const path = require('path');
const config = require('../config');

/** The relay on the host takes the files of the outbox folder. */
async function queueMail(to, subject, text) {
  await fs.mkdir(config.outboxDir, { recursive: true });
  const name = `${Date.now()}-${crypto.randomBytes(6).toString('hex')}.json`;
  await fs.writeFile(path.join(config.outboxDir, name), JSON.stringify({ to, subject, text }), { mode: 0o600 });
}

module.exports = { queueMail };
