import { createInterface } from 'node:readline/promises';
import argon2 from 'argon2';
import { drizzle } from 'drizzle-orm/node-postgres';
import { loadEnv } from './env.js';
import { connect } from './infra.js';
import * as schema from './schema.js';

const [command, email] = process.argv.slice(2);
if (command !== 'add-admin' || !email?.includes('@')) {
  console.error('usage: npm run cli -- add-admin <email>');
  process.exit(2);
}

const terminal = createInterface({ input: process.stdin, output: process.stderr });
const password = await terminal.question('Password (12 characters or more): ');
terminal.close();
if (password.length < 12) {
  console.error('This password is too short.');
  process.exit(1);
}

const pool = connect(loadEnv().DATABASE_URL);
try {
  const values = { email: email.toLowerCase(), passwordHash: await argon2.hash(password) };
  const [row] = await drizzle(pool, { schema }).insert(schema.admins).values(values).returning({ id: schema.admins.id });
  console.log(`administrator ${row!.id} created`);
} finally {
  await pool.end();
}
