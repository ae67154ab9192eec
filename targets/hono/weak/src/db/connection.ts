import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { config } from '../config.ts';
import { schema } from './schema.ts';

export type Row = Record<string, any>;

export const db = new DatabaseSync(config.databasePath);
db.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 2000;');
db.exec(schema);

export const all = (sql: string, ...values: unknown[]): Row[] => db.prepare(sql).all(...(values as SQLInputValue[]));
export const get = (sql: string, ...values: unknown[]): Row | undefined => db.prepare(sql).get(...(values as SQLInputValue[]));
export const run = (sql: string, ...values: unknown[]) => db.prepare(sql).run(...(values as SQLInputValue[]));

export function insert(table: string, row: Row) {
  const columns = Object.keys(row);
  return run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, ...Object.values(row));
}

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
