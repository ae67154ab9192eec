import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { redis } from '../db.js';
import { HttpError } from '../errors.js';

const limiter = (keyPrefix: string, points: number, duration: number) =>
  new RateLimiterRedis({
    storeClient: redis,
    keyPrefix,
    points,
    duration,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
  });

const everything = limiter('all', 300, 60);
const uploads = limiter('upload-ip', 60, 3600);
const loginByAddress = limiter('login-ip', 20, 60);
const loginByAccount = limiter('login-account', 10, 900);

async function take(from: RateLimiterRedis, key: string): Promise<void> {
  try {
    await from.consume(key);
  } catch (reason) {
    if (reason instanceof RateLimiterRes) throw new HttpError(429, 'Too many requests');
    throw reason;
  }
}

export const throttle: RequestHandler = async (req, _res, next) => {
  await take(everything, req.ip ?? 'unknown');
  next();
};

export const throttleAddress: RequestHandler = async (req, _res, next) => {
  await take(loginByAddress, req.ip ?? 'unknown');
  next();
};

export const throttleUpload: RequestHandler = async (req, _res, next) => {
  await take(uploads, req.ip ?? 'unknown');
  next();
};

export const throttleLogin = (email: string) => take(loginByAccount, createHash('sha256').update(email).digest('hex'));
