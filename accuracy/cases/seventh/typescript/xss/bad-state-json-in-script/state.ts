import express, { type Request, type Response } from 'express'

interface State {
  filter: string
  page: number
}

const app = express()

const serialise = (state: State): string => JSON.stringify(state)

function stateOf(query: Request['query']): State {
  const raw = Array.isArray(query.filter) ? query.filter.at(-1) : query.filter
  const filter = raw?.toString() ?? ''
  const page = Number(query.page ?? 1)
  return { filter, page: Number.isFinite(page) ? page : 1 }
}

app.get('/catalogue', (req: Request, res: Response) => {
  const state = stateOf(req.query)
  const html = [
    '<!doctype html><div id="root"></div>',
    `<script>window.state = ${serialise(state)}</script>`,
    '<script src="/app.js"></script>',
  ].join('\n')
  res.type('html').send(html)
})

export default app
