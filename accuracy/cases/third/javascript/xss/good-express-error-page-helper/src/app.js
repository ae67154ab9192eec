import express from 'express'
import { eventRoutes } from './events.js'
import { errorPage } from './pages.js'

export const app = express()
app.use(eventRoutes)
app.use((error, req, res, next) => {
  if (res.headersSent) return next(error)
  res.status(error.status ?? 500).send(errorPage(error))
})
