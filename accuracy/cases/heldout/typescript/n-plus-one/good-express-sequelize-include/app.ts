import express, { type Request, type Response } from 'express'
import { Book, Shelf } from './models.js'

export const app = express()

app.get('/books', async (_req: Request, res: Response) => {
  const books = await Book.findAll({ limit: 40, order: [['title', 'ASC']], include: [Shelf] })
  const list = books.map((book) => ({ title: book.title, shelf: book.shelf?.label }))
  res.json(list)
})
