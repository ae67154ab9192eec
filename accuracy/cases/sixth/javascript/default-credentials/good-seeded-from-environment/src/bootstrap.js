const argon2 = require('argon2');
const db = require('./db');

const INITIAL = {
  login: process.env.INITIAL_ADMIN_LOGIN,
  password: process.env.INITIAL_ADMIN_PASSWORD,
  role: 'administrator',
};

async function bootstrap() {
  const { total } = db.prepare('SELECT COUNT(*) AS total FROM users').get();
  if (total > 0) return;
  if (!INITIAL.login || !INITIAL.password || INITIAL.password.length < 16) {
    throw new Error('INITIAL_ADMIN_LOGIN and INITIAL_ADMIN_PASSWORD must be set on the first start');
  }
  const hash = await argon2.hash(INITIAL.password);
  db.prepare('INSERT INTO users (login, role, password_hash) VALUES (?, ?, ?)').run(INITIAL.login, INITIAL.role, hash);
}

module.exports = { bootstrap };
