import { Redis } from 'ioredis';
import knex from 'knex';
import { config } from './config.js';

export const db = knex({
  client: 'pg',
  connection: { connectionString: config.DATABASE_URL, statement_timeout: 8000, connectionTimeoutMillis: 5000 },
  pool: { min: 1, max: 10 },
  acquireConnectionTimeout: 5000,
});
export const redis = new Redis(config.REDIS_URL, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
