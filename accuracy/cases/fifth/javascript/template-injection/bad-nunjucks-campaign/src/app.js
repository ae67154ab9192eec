import { errors } from 'celebrate'
import express from 'express'
import cookieSession from 'cookie-session'
import { router } from './campaigns/router.js'

export const app = express()
app.use(express.json({ limit: '20kb' }))
app.use(cookieSession({ keys: [process.env.SESSION_KEY], secure: true, httpOnly: true, sameSite: 'strict' }))
app.use('/campaigns', router)
app.use(errors())
