const express = require('express')
const session = require('express-session')
const RedisStore = require('connect-redis').default
const { createClient } = require('redis')
const documents = require('./documents/routes')

const client = createClient({ url: process.env.REDIS_URL })
client.connect().catch(console.error)

const app = express()
app.use(
  session({
    store: new RedisStore({ client }),
    secret: process.env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { secure: true, httpOnly: true, sameSite: 'lax' },
  }),
)
app.use('/documents', documents)

module.exports = app
