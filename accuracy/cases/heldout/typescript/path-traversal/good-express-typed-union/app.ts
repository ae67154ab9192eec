import { readdir } from 'node:fs/promises'
import express, { type Request, type Response } from 'express'
import { folderOf, type Kind } from './assets.js'

export const app = express()

app.get('/assets', async (req: Request<object, unknown, unknown, { kind: Kind }>, res: Response) => {
  const folder = folderOf(req.query.kind)
  if (folder === undefined) return void res.status(404).end()
  const names = await readdir(`/srv/assets/${folder}`)
  res.json(names.slice(0, 100))
})
