import express, { type Request, type Response } from 'express'
import { QueueService } from './service.js'

const service = new QueueService()
const ACTIONS = ['pause', 'resume'] as const
type Action = (typeof ACTIONS)[number]

export const app = express()

app.post('/queue/:action', (req: Request<{ action: string }>, res: Response) => {
  const { action } = req.params
  if (!ACTIONS.some((each) => each === action)) return void res.status(404).end()
  res.json({ state: service[action as Action]() })
})
