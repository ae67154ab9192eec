import { S3Client } from '@aws-sdk/client-s3';
import { PrismaPg } from '@prisma/adapter-pg';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { env } from './env.js';
import { PrismaClient } from './generated/prisma/client.js';

export const logger = pino({
  level: env.LOG_LEVEL,
  redact: {
    paths: ['req.headers.cookie', 'req.headers["x-csrf-token"]', 'res.headers["set-cookie"]', '*.password', '*.passwordHash'],
    censor: '[redacted]',
  },
});

export const prisma = new PrismaClient({
  adapter: new PrismaPg({ connectionString: env.DATABASE_URL, max: 15, connectionTimeoutMillis: 5000, statement_timeout: 15_000 }),
});

export const redis = new Redis(env.REDIS_URL, { connectTimeout: 3000, commandTimeout: 2000, maxRetriesPerRequest: 2 });
redis.on('error', (error: Error) => logger.error({ err: error }, 'redis'));

export const s3 = new S3Client({ region: env.S3_REGION, maxAttempts: 3, requestHandler: { requestTimeout: 5000, connectionTimeout: 2000 } });
