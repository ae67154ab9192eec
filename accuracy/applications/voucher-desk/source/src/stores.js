import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import mysql from 'mysql2/promise';
import { settings } from './settings.js';

export const redis = new Redis(settings.REDIS_URL, { maxRetriesPerRequest: 1, commandTimeout: 2000 });
export const pool = mysql.createPool({
  uri: settings.MYSQL_URL,
  connectionLimit: 10,
  queueLimit: 100,
  connectTimeout: 5000,
  decimalNumbers: false,
  multipleStatements: false,
});

export async function inTransaction(work) {
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    const result = await work(connection);
    await connection.commit();
    return result;
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
}

const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/** Runs the work unless somebody else is at it; gives undefined in that case. */
export async function withLock(name, seconds, work) {
  const key = `lock:${name}`;
  const owner = randomUUID();
  if (!(await redis.set(key, owner, 'EX', seconds, 'NX'))) return undefined;
  try {
    return await work();
  } finally {
    await redis.eval(RELEASE, 1, key, owner);
  }
}
