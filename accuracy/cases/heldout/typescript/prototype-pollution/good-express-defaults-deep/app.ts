import express, { type Request, type Response } from 'express'
import { overlay, type Tree } from './defaults.js'

const preferences: Tree = { mail: { daily: true }, theme: { dark: false } }

export const app = express()
app.use(express.json())

app.patch('/preferences', (req: Request<object, unknown, Tree>, res: Response) => {
  res.json(overlay(preferences, req.body))
})
