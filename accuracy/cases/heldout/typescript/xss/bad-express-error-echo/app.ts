import express, { type NextFunction, type Request, type Response } from 'express'
import { BadDate, day } from './parse.js'

export const app = express()

app.get('/calendar', (req: Request, res: Response) => {
  res.json({ day: day(String(req.query.day)).toISOString() })
})

app.use((error: Error, _req: Request, res: Response, next: NextFunction) => {
  if (!(error instanceof BadDate)) return next(error)
  res.status(422).send(`<p class="error">${error.message}</p>`)
})
