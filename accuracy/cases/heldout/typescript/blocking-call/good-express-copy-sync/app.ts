import { existsSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import express, { type Request, type Response } from 'express'

const TEMPLATE = '/srv/templates/contract.pdf'
if (!existsSync(TEMPLATE)) throw new Error(`${TEMPLATE} is missing`)

export const app = express()

app.post('/contracts/:id', async (req: Request<{ id: string }>, res: Response) => {
  const id = Number(req.params.id)
  if (!Number.isSafeInteger(id)) return void res.status(422).end()
  await copyFile(TEMPLATE, `/srv/contracts/${id}.pdf`)
  res.status(201).json({ id })
})
