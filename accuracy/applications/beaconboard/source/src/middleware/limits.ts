import type { RequestHandler } from 'express'
import { redis } from '../lib/clients.js'
import { HttpError } from '../lib/errors.js'

/** So many requests of one client in a window of seconds. */
export const limit =
  (name: string, max: number, seconds: number): RequestHandler =>
  async (req, _res, next) => {
    const client = req.header('x-forwarded-for')?.split(',')[0] ?? req.ip
    const key = `limit:${name}:${client}`
    const [[, count]] = (await redis.multi().incr(key).expire(key, seconds, 'NX').exec()) as [[null, number], unknown]
    if (count > max) throw new HttpError(429, 'Too many requests')
    next()
  }
