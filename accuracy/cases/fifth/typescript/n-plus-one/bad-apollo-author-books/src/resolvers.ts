import type { Library } from './library'

interface Context {
  library: Library
}

export const resolvers = {
  Query: {
    async booksOf(_parent: unknown, { author }: { author: string }, { library }: Context) {
      const books = await library.books(author)
      return Promise.all(
        books.map(async (book) => ({ ...book, publisher: await library.publisher(book.publisher_id) })),
      )
    },
  },
}
