import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Database } from './tables.js';

export function openDatabase(connectionString: string, log: Logger): Kysely<Database> {
  const pool = new pg.Pool({
    connectionString,
    max: 20,
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 8000,
    idle_in_transaction_session_timeout: 10_000,
  });
  pool.on('error', (err) => log.warn({ err }, 'idle connection was lost'));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
