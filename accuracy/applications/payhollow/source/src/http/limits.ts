import { rateLimit } from 'express-rate-limit'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import { db } from '../core/database.js'
import { tooMany } from './problems.js'

export const general = rateLimit({ windowMs: 60_000, limit: 300, standardHeaders: 'draft-7', legacyHeaders: false })
export const costly = rateLimit({ windowMs: 60_000, limit: 10, standardHeaders: 'draft-7', legacyHeaders: false })

const shared = (keyPrefix: string, points: number, duration: number) =>
  new RateLimiterPostgres({ storeClient: db, storeType: 'sequelize', tableName: 'throttle', keyPrefix, points, duration })
const perAddress = shared('ip', 40, 900)
const perAccount = shared('acct', 8, 900)

export async function guess(ip: string | undefined, account: string) {
  try {
    await perAddress.consume(ip ?? 'unknown')
    await perAccount.consume(account)
  } catch (err) {
    throw err instanceof Error ? err : tooMany()
  }
}
export const guessedRight = (account: string) => perAccount.delete(account)
