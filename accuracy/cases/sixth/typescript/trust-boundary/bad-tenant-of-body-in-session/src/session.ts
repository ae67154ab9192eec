import session from 'express-session'
import { RedisStore } from 'connect-redis'
import { Redis } from 'ioredis'

declare module 'express-session' {
  interface SessionData {
    userId: string
    tenantId: string
  }
}

export const sessions = session({
  name: 'sid',
  store: new RedisStore({ client: new Redis(process.env.REDIS_URL as string), ttl: 7200 }),
  secret: process.env.SESSION_SECRET as string,
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: true, secure: true, sameSite: 'strict' },
})
