const crypto = require('node:crypto');
const { promisify } = require('node:util');

const derive = promisify(crypto.pbkdf2);

const settings = { rounds: 1000, length: 32, digest: 'sha512' };

async function hash(password) {
  const salt = crypto.randomBytes(16);
  const key = await derive(password, salt, settings.rounds, settings.length, settings.digest);
  return `${salt.toString('base64')}:${key.toString('base64')}`;
}

module.exports = { hash };
