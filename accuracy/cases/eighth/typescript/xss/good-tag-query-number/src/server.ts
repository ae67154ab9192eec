import express, { type Request, type Response } from 'express'

const app = express()

interface Shown {
  first: string
  second?: string
  total: number
}

function tagsOf(req: Request): Shown {
  const sent = [req.query.tag ?? []].flat().map(String)
  return { first: 'tags', second: sent.at(1), total: sent.length }
}

app.get('/tags', (req: Request, res: Response) => {
  const shown = tagsOf(req)
  const label = shown?.total ?? shown.first

  const parts: string[] = []
  parts.push('<!doctype html><title>Tags</title>')
  parts.push(`<h1>${label}</h1>`)
  res.send(parts.join('\n'))
})

app.listen(3000)
