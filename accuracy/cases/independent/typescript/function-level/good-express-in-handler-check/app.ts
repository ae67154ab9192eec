import express, { type Request, type Response } from 'express'
import { pool } from './pool.js'
import { requireUser, type SignedRequest } from './security.js'

export const app = express()
app.use(express.json())

app.post('/admin/banners', requireUser, async (req: Request, res: Response) => {
  const { user } = req as SignedRequest
  if (user.role !== 'admin') {
    res.status(403).end()
    return
  }
  await pool.query('UPDATE site SET banner = $1', [String(req.body.text)])
  res.status(204).end()
})
