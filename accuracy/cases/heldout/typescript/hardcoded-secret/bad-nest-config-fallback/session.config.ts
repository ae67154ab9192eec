import type { SessionOptions } from 'express-session'

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set`)
  return value
}

export function sessionOptions(): SessionOptions {
  return {
    secret: process.env.SESSION_SECRET || 'thistle-Barge-7730-amber',
    name: required('SESSION_NAME'),
    resave: false,
    saveUninitialized: false,
    cookie: { secure: true, httpOnly: true, sameSite: 'lax' },
  }
}
