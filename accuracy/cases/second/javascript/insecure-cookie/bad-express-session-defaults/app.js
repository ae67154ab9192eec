const express = require('express')
const session = require('express-session')
const { RedisStore } = require('connect-redis')
const redis = require('./lib/redis')

const app = express()
app.set('trust proxy', 1)
app.use(
  session({
    store: new RedisStore({ client: redis }),
    secret: process.env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { maxAge: 28_800_000, httpOnly: false, secure: false },
  }),
)
app.use('/account', require('./routes/account'))

module.exports = app
