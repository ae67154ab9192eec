import express from 'express'
import { exportsRouter } from './exports.js'
import { requireUser } from './guard.js'
import { ordersRouter } from './orders.js'

export const app = express()
app.use(express.json())
app.get('/health', (_req, res) => void res.json({ status: 'ok' }))
app.use('/orders', requireUser, ordersRouter)
app.use('/exports', exportsRouter)
