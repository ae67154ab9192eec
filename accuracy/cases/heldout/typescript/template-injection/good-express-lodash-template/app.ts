import { readFile } from 'node:fs/promises'
import express, { type Request, type Response } from 'express'
import template from 'lodash/template.js'

export const app = express()
app.use(express.text())

app.post('/badges/:name', async (req: Request<{ name: string }, unknown, string>, res: Response) => {
  const source = await readFile('/srv/templates/badge.txt', 'utf8')
  const render = template(source)
  res.type('text/plain').send(render({ name: req.params.name, text: req.body }))
})
