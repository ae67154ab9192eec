import cookieParser from 'cookie-parser'
import cors from 'cors'
import express from 'express'
import helmet from 'helmet'
import { env } from './env.js'
import { prisma } from './lib/clients.js'
import { errorHandler } from './lib/errors.js'
import { authRoutes } from './routes/auth.js'
import { billingRoutes } from './routes/billing.js'
import { incidentRoutes } from './routes/incidents.js'
import { keyRoutes } from './routes/keys.js'
import { monitorRoutes } from './routes/monitors.js'
import { pageRoutes } from './routes/pages.js'
import { settingRoutes } from './routes/settings.js'
import { teamRoutes } from './routes/team.js'

export const app = express()

app.set('trust proxy', 1)
app.use(helmet())
app.use(cors({ origin: env.APP_URL, credentials: true }))
app.use(cookieParser())
app.use(
  express.json({
    limit: '200kb',
    verify: (req, _res, buf) => {
      ;(req as express.Request).rawBody = buf
    },
  }),
)
app.use(express.urlencoded({ extended: false, limit: '50kb' }))

app.get('/health', async (_req, res) => {
  await prisma.$queryRaw`SELECT 1`
  res.json({ status: 'ok' })
})
app.use('/auth', authRoutes)
app.use('/team', teamRoutes)
app.use('/monitors', monitorRoutes)
app.use('/incidents', incidentRoutes)
app.use('/billing', billingRoutes)
app.use('/keys', keyRoutes)
app.use('/settings', settingRoutes)
app.use('/status', pageRoutes)
app.use(errorHandler)
