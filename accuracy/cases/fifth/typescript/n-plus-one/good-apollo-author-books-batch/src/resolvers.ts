import type { Library } from './library'

interface Context {
  library: Library
}

export const resolvers = {
  Query: {
    async booksOf(_parent: unknown, { author }: { author: string }, { library }: Context) {
      const books = await library.books(author)
      const names = await library.publishers([...new Set(books.map((book) => book.publisher_id))])
      return books.map((book) => ({ ...book, publisher: names.get(book.publisher_id) ?? null }))
    },
  },
}
