import express, { type Request, type Response } from 'express'
import { db } from './database.js'
import { animals } from './queries.js'

export const app = express()

app.get('/animals', async (req: Request<object, unknown, unknown, { sort?: string }>, res: Response) => {
  res.json(await animals(db, req.query.sort ?? 'name'))
})
