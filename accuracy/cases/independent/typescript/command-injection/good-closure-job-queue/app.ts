import { execFile, exec } from 'node:child_process'
import express, { type Request, type Response } from 'express'

type Job = () => void
const waiting: Job[] = []

function later(job: Job): void {
  waiting.push(job)
}

setInterval(() => waiting.shift()?.(), 1000)

export const app = express()
app.use(express.json())

app.post('/backups', (req: Request, res: Response) => {
  const { label } = req.body as { label: string }
  later(() => execFile('/opt/backup/run', [`--label=${label}`]))
  res.status(202).json({ waiting: waiting.length })
})
