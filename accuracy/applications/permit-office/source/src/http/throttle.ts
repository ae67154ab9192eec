import type { Request, RequestHandler } from 'express'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { redis } from '../lib/redis'
import { Problem } from './errors'

const budgets = {
  all: { points: 300, duration: 60 },
  write: { points: 60, duration: 60 },
  upload: { points: 20, duration: 300 },
  login: { points: 20, duration: 900 },
  account: { points: 6, duration: 900 },
  mail: { points: 5, duration: 3600 },
} as const

type Budget = keyof typeof budgets

const limiters = Object.fromEntries(
  Object.entries(budgets).map(([name, budget]) => {
    const insuranceLimiter = new RateLimiterMemory({ keyPrefix: name, ...budget })
    return [name, new RateLimiterRedis({ storeClient: redis, keyPrefix: `limit:${name}`, insuranceLimiter, ...budget })]
  }),
) as Record<Budget, RateLimiterRedis>

export async function spend(budget: Budget, key: string): Promise<void> {
  try {
    await limiters[budget].consume(key)
  } catch (err) {
    if (err instanceof RateLimiterRes) throw new Problem(429, 'slow-down')
    throw err
  }
}

export const refund = (budget: Budget, key: string) => limiters[budget].delete(key)

export const throttle =
  (budget: Budget, keyOf: (req: Request) => string = (req) => req.actor?.id ?? req.ip ?? 'unknown'): RequestHandler =>
  (req, _res, next) => {
    spend(budget, keyOf(req)).then(() => next(), next)
  }
