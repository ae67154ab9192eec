import { buildSchema } from 'graphql'

export const schema = buildSchema(`
  type Book { id: ID!, title: String!, author: String!, year: Int, loans: [Loan!]! }
  type Reader { id: ID!, email: String!, name: String!, passwordHash: String, role: String!, address: String, loans: [Loan!]! }
  type Loan { id: ID!, due: String!, note: String, book: Book!, reader: Reader! }
  type Tokens { token: String! }
  input ReaderChange { name: String, email: String, role: String, address: String }
  type Query {
    me: Reader
    books(orderBy: String): [Book!]!
    searchBooks(text: String!): [Book!]!
    findBooks(text: String!): [Book!]!
    loan(id: ID!): Loan
    myLoans: [Loan!]!
    readers: [Reader!]!
    openingHours: [String!]!
    shelfOf(bookId: ID!): String
  }
  type Mutation {
    register(email: String!, password: String!, name: String): Tokens!
    login(email: String!, password: String!): Tokens!
    borrow(bookId: ID!, note: String): Loan!
    extendLoan(id: ID!, due: String!): Loan!
    returnLoan(id: ID!): Boolean!
    remindMe(id: ID!): Boolean!
    changeReader(id: ID!, change: ReaderChange!): Reader!
    importCover(bookId: ID!, url: String!): String!
  }
`)
