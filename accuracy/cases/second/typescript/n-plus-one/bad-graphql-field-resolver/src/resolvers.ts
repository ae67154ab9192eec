import { booksRepository } from './books.js'
import type { Context } from './context.js'

interface Book {
  id: number
  title: string
  authorId: number
}

export const resolvers = {
  Query: {
    books: (_: unknown, { after = 0 }: { after?: number }) => booksRepository.page(after, 50),
  },
  Book: {
    author: (book: Book, _: unknown, { db }: Context) =>
      db.selectFrom('authors').selectAll().where('id', '=', book.authorId).executeTakeFirst(),
  },
}
