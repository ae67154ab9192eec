import { rateLimit } from 'express-rate-limit'
import { RateLimiterMySQL } from 'rate-limiter-flexible'
import { config } from './config.js'
import { rawPool } from './db.js'

export const everyRequest = rateLimit({ windowMs: 60_000, limit: 240, standardHeaders: 'draft-7', legacyHeaders: false })
export const heavy = rateLimit({ windowMs: 60_000, limit: 6, standardHeaders: 'draft-7', legacyHeaders: false })

const shared = (keyPrefix, points, duration) =>
  new RateLimiterMySQL({ storeClient: rawPool, dbName: config.db.database, tableName: 'throttle', keyPrefix, points, duration })

const loginByAddress = shared('ip', 30, 900)
const loginByAccount = shared('acct', 8, 900)
const resetByAccount = shared('reset', 3, 3600)

const take = async (limiter, key) => {
  try {
    await limiter.consume(key)
    return true
  } catch (err) {
    if (err instanceof Error) throw err
    return false
  }
}

export const mayLogIn = async (ip, address) => (await take(loginByAddress, ip)) && (await take(loginByAccount, address))
export const loggedIn = (address) => loginByAccount.delete(address)
export const mayReset = async (ip, address) => (await take(loginByAddress, ip)) && (await take(resetByAccount, address))
