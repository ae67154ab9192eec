const session = require('express-session')
const { RedisStore } = require('connect-redis')
const { createClient } = require('redis')

const client = createClient({ url: process.env.REDIS_URL })
client.connect()

module.exports = session({
  store: new RedisStore({ client, ttl: 28800 }),
  secret: process.env.SESSION_SECRET,
  name: 'sid',
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: false, secure: false, maxAge: 28_800_000 },
})
