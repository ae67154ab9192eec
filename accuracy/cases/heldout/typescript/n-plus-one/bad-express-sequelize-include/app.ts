import express, { type Request, type Response } from 'express'
import { Book, Shelf } from './models.js'

export const app = express()

app.get('/books', async (_req: Request, res: Response) => {
  const books = await Book.findAll({ limit: 40, order: [['title', 'ASC']] })
  const list = await Promise.all(
    books.map(async (book) => {
      const shelf = await Shelf.findByPk(book.shelfId)
      return { title: book.title, shelf: shelf?.label }
    }),
  )
  res.json(list)
})
