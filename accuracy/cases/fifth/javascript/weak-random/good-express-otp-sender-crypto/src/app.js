const express = require('express')
const cookieSession = require('cookie-session')
const { createClient } = require('redis')
const login = require('./login')
const sms = require('./sms')

const redis = createClient({ url: process.env.REDIS_URL })
redis.connect().catch(console.error)

const app = express()
app.use(express.json({ limit: '5kb' }))
app.use(cookieSession({ keys: [process.env.SESSION_KEY], secure: true, httpOnly: true, sameSite: 'strict' }))
app.use(login({ redis, sms }))

module.exports = app
