import { createInterface } from 'node:readline/promises';
import argon2 from 'argon2';
import { loadConfig } from '../src/config.js';
import { connect } from '../src/db.js';

const [email] = process.argv.slice(2);
if (!email?.includes('@')) throw new Error('usage: echo PASSPHRASE | add-user EMAIL');
const lines = createInterface({ input: process.stdin });
const password = await lines.question('');
lines.close();
if (password.length < 12 || password.length > 128 || new Set(password).size < 6) throw new Error('12 to 128 varied characters, please');

const sql = connect(loadConfig(process.env).DATABASE_URL);
await sql`INSERT INTO users (email, password_hash) VALUES (${email.toLowerCase()}, ${await argon2.hash(password)})`;
await sql.end();
