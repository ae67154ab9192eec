import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

/** Files of ./migrations in the order of their names, each once, under a lock. */
const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
try {
  await client.query('SELECT pg_advisory_lock(727201)');
  await client.query('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
  const done = new Set((await client.query<{ name: string }>('SELECT name FROM migrations')).rows.map((row) => row.name));
  for (const name of (await readdir('migrations')).filter((file) => file.endsWith('.sql')).sort()) {
    if (done.has(name)) continue;
    await client.query('BEGIN');
    await client.query(await readFile(`migrations/${name}`, 'utf8'));
    await client.query('INSERT INTO migrations (name) VALUES ($1)', [name]);
    await client.query('COMMIT');
  }
} finally {
  await client.end();
}
