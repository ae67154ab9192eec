import session from 'express-session'
import { config } from './config.js'

export const sessions = session({
  secret: config.SESSION_KEY,
  name: 'sid',
  resave: false,
  saveUninitialized: false,
  cookie: { secure: true, httpOnly: true, sameSite: 'lax', maxAge: 8 * 3_600_000 },
})
