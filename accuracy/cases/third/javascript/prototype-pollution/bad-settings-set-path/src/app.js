import express from 'express'
import { authenticate } from './authenticate.js'
import { preferencesRoutes } from './preferences.js'

export const app = express()
app.use(express.json({ limit: '20kb' }), authenticate, preferencesRoutes)
