import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import express, { Router } from 'express'
import { requireUser } from '../auth.js'
import { unzip } from './unzip.js'

export const imports = Router()

imports.post('/imports', requireUser, express.raw({ type: 'application/zip', limit: '5mb' }), async (req, res) => {
  const id = randomUUID()
  const count = await unzip(req.body as Buffer, join('/srv/imports', id))
  res.status(201).json({ id, count })
})
