import { Hono } from 'hono'
import { type Session, session } from './session.js'

export const app = new Hono<Session>()
app.use('*', session)

app.get('/me', (c) => c.json({ id: c.get('userId') }))
