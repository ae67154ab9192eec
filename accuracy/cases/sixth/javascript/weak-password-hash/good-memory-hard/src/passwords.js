const crypto = require('node:crypto');
const { promisify } = require('node:util');

const derive = promisify(crypto.scrypt);

const settings = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

async function hash(password) {
  const salt = crypto.randomBytes(16);
  const key = await derive(password, salt, 32, settings);
  return `${salt.toString('base64')}:${key.toString('base64')}`;
}

module.exports = { hash };
