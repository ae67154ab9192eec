const express = require('express')
const session = require('express-session')
const RedisStore = require('connect-redis').default
const { createClient } = require('redis')

const redis = createClient({ url: process.env.REDIS_URL })
redis.connect()

const app = express()
app.use(express.json({ limit: '20kb' }))
app.use(
  session({
    store: new RedisStore({ client: redis }),
    secret: process.env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, secure: true, sameSite: 'lax', maxAge: 3_600_000 },
  }),
)
app.use('/workspace', require('./workspace'))

module.exports = app
