import express, { type Request, type Response } from 'express'

interface Paging {
  page?: string
}

export const app = express()

app.get('/archive', (req: Request<object, unknown, unknown, Paging>, res: Response) => {
  const page = req.query.page ?? '1'
  res.send(`<h2>Archive, page ${page}</h2><a href="/archive">First page</a>`)
})
