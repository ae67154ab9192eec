const session = require('express-session')
const { RedisStore } = require('connect-redis')
const { createClient } = require('redis')

const client = createClient({ url: process.env.REDIS_URL })

const cookieDefaults = { maxAge: 8 * 60 * 60 * 1000, sameSite: 'lax', path: '/' }

function cookieOptions(overrides) {
  return { ...cookieDefaults, ...overrides }
}

module.exports = async function sessions() {
  await client.connect()
  return session({
    name: 'sid',
    secret: process.env.SESSION_SECRET,
    store: new RedisStore({ client, ttl: 8 * 60 * 60 }),
    resave: false,
    saveUninitialized: false,
    cookie: cookieOptions({ httpOnly: true, secure: true }),
  })
}
