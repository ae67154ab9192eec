import cors from 'cors'
import express from 'express'
import helmet from 'helmet'
import { corsOptions, statusCors } from './config/cors'
import { onError } from './core/errors'
import { register } from './core/register'
import { requestLog } from './middleware/request-log'
import { routes } from './routes'

export function createApp(): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(helmet())
  app.get('/status', cors(statusCors), (_req, res) => {
    res.json({ ok: true })
  })
  app.use(cors(corsOptions))
  app.use(express.json({ limit: '200kb' }))
  app.use(requestLog)

  const api = express.Router()
  register(api, routes)
  app.use('/api', api)

  app.use(onError)
  return app
}
