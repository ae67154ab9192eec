const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });
const passwords = require('./passwords');

async function register({ email, name, password }) {
  const passwordHash = await passwords.hash(password);
  const [member] = await knex('members')
    .insert({ email, name, password_hash: passwordHash })
    .onConflict('email')
    .ignore()
    .returning('id');
  return member?.id ?? null;
}

module.exports = { register };
