import express from 'express'
import { healthRoutes } from './health'
import { customerRoutes } from './customers'
import { exportRoutes } from './exports'
import { requireSession } from './require-session'

export const app = express()

app.disable('x-powered-by')
app.use(express.json({ limit: '100kb' }))
app.use('/health', healthRoutes)
app.use(requireSession)
app.use('/customers', customerRoutes)
app.use('/exports', exportRoutes)
