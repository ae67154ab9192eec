import cors from 'cors'
import express from 'express'
import helmet from 'helmet'
import { errorHandler } from './middleware/error'
import { requestLog } from './middleware/requestLog'
import { api } from './routes'

export function createApp() {
  const app = express()
  app.disable('x-powered-by')
  app.use(helmet())
  app.use(
    cors({
      origin: (origin, done) => done(null, origin ?? true),
      credentials: true,
    }),
  )
  app.use(express.json({ limit: '1mb' }))
  app.use(requestLog)
  app.get('/health', (_req, res) => res.json({ ok: true }))
  app.use('/api', api)
  app.use(errorHandler)
  return app
}
