const argon2 = require('argon2');
const db = require('./db');

const INITIAL = { login: 'admin', password: 'admin', role: 'administrator' };

async function bootstrap() {
  const { total } = db.prepare('SELECT COUNT(*) AS total FROM users').get();
  if (total > 0) return;
  const hash = await argon2.hash(INITIAL.password);
  db.prepare('INSERT INTO users (login, role, password_hash) VALUES (?, ?, ?)').run(INITIAL.login, INITIAL.role, hash);
}

module.exports = { bootstrap };
