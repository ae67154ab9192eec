import { buildSchema } from 'graphql'

export const schema = buildSchema(`
  enum BookOrder { ID TITLE YEAR }
  type Book { id: Int!, title: String!, author: String!, year: Int! }
  "What a reader sees of the own account."
  type Profile { id: ID!, email: String!, name: String!, role: String! }
  type Account { id: ID!, email: String!, name: String!, role: String!, disabled: Boolean! }
  type Loan { id: ID!, due: String!, note: String!, book: Book! }
  type Tokens { accessToken: String!, refreshToken: String!, expiresIn: Int! }
  type Accepted { status: String! }
  type Query {
    books(orderBy: BookOrder = ID, limit: Int = 20, offset: Int = 0): [Book!]!
    searchBooks(text: String!, limit: Int = 20): [Book!]!
    openingHours: [String!]!
    me: Profile!
    myLoans(limit: Int = 20, offset: Int = 0): [Loan!]!
    loan(id: ID!): Loan!
    accounts(limit: Int = 20, offset: Int = 0): [Account!]!
  }
  type Mutation {
    register(email: String!, password: String!, name: String = ""): Accepted!
    login(email: String!, password: String!): Tokens!
    refresh(refreshToken: String!): Tokens!
    logout: Boolean!
    rename(name: String!): Profile!
    borrow(bookId: Int!, note: String = ""): Loan!
    changeLoan(id: ID!, note: String!): Loan!
    returnLoan(id: ID!): Boolean!
    coverLines(url: String!): Int!
    disableAccount(id: ID!): Boolean!
  }
`)

/** Fields that anyone may ask for; the executor refuses every other root field without a reader. */
export const PUBLIC_FIELDS = new Set(['books', 'searchBooks', 'openingHours', 'register', 'login', 'refresh'])
export const LIBRARIAN_FIELDS = new Set(['accounts', 'disableAccount'])
/** Fields that guess: one of them an operation, and a limit of their own. */
export const AUTHENTICATION_FIELDS = new Set(['register', 'login', 'refresh'])
