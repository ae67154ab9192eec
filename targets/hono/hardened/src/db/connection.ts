import { chmodSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { config } from '../config.ts';
import { schema } from './schema.ts';

export type Row = Record<string, any>;

export const db = new DatabaseSync(config.databasePath, { enableForeignKeyConstraints: true });
chmodSync(config.databasePath, 0o600);
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 3000; PRAGMA trusted_schema = OFF;');
db.exec(schema);

export const all = (sql: string, ...values: SQLInputValue[]): Row[] => db.prepare(sql).all(...values);
export const get = (sql: string, ...values: SQLInputValue[]): Row | undefined => db.prepare(sql).get(...values);
export const run = (sql: string, ...values: SQLInputValue[]) => db.prepare(sql).run(...values);

export function transaction<T>(work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
