import express from 'express'
import { errorHandler } from './error-handler.js'
import { orders } from './orders.js'

export const app = express()
app.use(express.json({ limit: '100kb' }))
app.use('/orders', orders)
app.use(errorHandler)
