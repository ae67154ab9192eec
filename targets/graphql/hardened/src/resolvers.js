import { createHash, randomUUID } from 'node:crypto'
import { recordAudit } from './lib/audit-log.js'
import { log } from './lib/log.js'
import { hashPassword, passwordProblem, verifyPassword } from './lib/passwords.js'
import { notFound, Problem } from './lib/problem.js'
import { fetchText } from './lib/safe-fetch.js'

const ORDERS = { ID: 'id', TITLE: 'title, id', YEAR: 'year DESC, id' }
const EMAIL = /^[^@\s\p{Cc}]{1,64}@[^@\s\p{Cc}]{1,189}$/u
const PLAIN = /^[^\p{Cc}]*$/u
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const LOAN = `SELECT loans.id, due, note, books.id AS bookId, title, author, year FROM loans JOIN books ON books.id = loans.book_id`

const digestOf = (text) => createHash('sha256').update(text).digest('hex')
const invalid = (what) => new Problem(400, `Not valid: ${what}`)

function text(value, what, least, most) {
  if (value.length < least || value.length > most || !PLAIN.test(value)) throw invalid(what)
  return value
}

function email(value) {
  if (value.length > 254 || !EMAIL.test(value)) throw invalid('email')
  return value.toLowerCase()
}

function page({ limit, offset = 0 }) {
  if (limit < 1 || limit > 100 || offset < 0 || offset > 100_000) throw invalid('limit or offset')
  return [limit, offset]
}

const loanOf = ({ id, due, note, bookId, title, author, year }) => ({ id, due, note, book: { id: bookId, title, author, year } })

/** One function a root field; who may call it was decided before. */
export function createResolvers({ database, config, sessions, loginGuard }) {
  const ownLoan = (id, user) => {
    if (!UUID.test(id)) throw invalid('id')
    const row = database.get(`${LOAN} WHERE loans.id = ? AND user_id = ?`, id, user.id)
    if (row === undefined) throw notFound()
    return loanOf(row)
  }

  return {
    books: ({ orderBy, ...rest }) => database.all(`SELECT id, title, author, year FROM books ORDER BY ${ORDERS[orderBy]} LIMIT ? OFFSET ?`, ...page(rest)),
    searchBooks({ text: wanted, limit }) {
      const pattern = `%${text(wanted, 'text', 1, 80).replace(/[\\%_]/g, '\\$&')}%`
      return database.all("SELECT id, title, author, year FROM books WHERE title LIKE ? ESCAPE '\\' OR author LIKE ? ESCAPE '\\' ORDER BY id LIMIT ?", pattern, pattern, page({ limit })[0])
    },
    openingHours: () => ['Mon-Fri 9-19', 'Sat 10-16'],
    me: (_, { user }) => database.get('SELECT id, email, name, role FROM users WHERE id = ?', user.id),
    myLoans: (wanted, { user }) => database.all(`${LOAN} WHERE user_id = ? ORDER BY due, loans.id LIMIT ? OFFSET ?`, user.id, ...page(wanted)).map(loanOf),
    loan: ({ id }, { user }) => ownLoan(id, user),
    accounts: (wanted) =>
      database.all('SELECT id, email, name, role, disabled FROM users ORDER BY email LIMIT ? OFFSET ?', ...page(wanted)).map((row) => ({ ...row, disabled: row.disabled === 1 })),

    async register({ email: given, password, name }) {
      const address = email(given)
      if (password.length < 12 || password.length > 128 || passwordProblem(password, address) !== undefined) throw invalid('password')
      text(name, 'name', 0, 80)
      const hash = await hashPassword(password)
      const { changes } = database.run('INSERT INTO users (id, email, name, password_hash) VALUES (?, ?, ?, ?) ON CONFLICT (email) DO NOTHING', randomUUID(), address, name, hash)
      recordAudit(database, null, changes === 0 ? 'register.existing' : 'register.new', digestOf(address))
      return { status: 'accepted' }
    },
    async login({ email: given, password }, { request }) {
      const address = email(given)
      if (password.length > 128) throw invalid('password')
      loginGuard.begin(address, request.ip)
      const user = database.get('SELECT id, password_hash, disabled FROM users WHERE email = ?', address)
      if (!(await verifyPassword(password, user?.password_hash)) || user.disabled === 1) {
        log('warn', 'login.failed', { requestId: request.id, address: request.ip, account: digestOf(address) })
        throw new Problem(401, 'The address or the password is wrong')
      }
      loginGuard.succeeded(address, request.ip)
      log('info', 'login.succeeded', { requestId: request.id, user: user.id })
      return sessions.open(user.id)
    },
    refresh: ({ refreshToken }) => sessions.rotate(refreshToken.slice(0, 200)),
    logout(_, { user }) {
      sessions.revoke(user.sessionId)
      return true
    },
    rename({ name }, { user }) {
      database.run('UPDATE users SET name = ? WHERE id = ?', text(name, 'name', 0, 80), user.id)
      return database.get('SELECT id, email, name, role FROM users WHERE id = ?', user.id)
    },
    borrow({ bookId, note }, { user }) {
      if (database.get('SELECT id FROM books WHERE id = ?', bookId) === undefined) throw notFound()
      if (database.get('SELECT COUNT(*) AS count FROM loans WHERE user_id = ?', user.id).count >= 200) throw new Problem(409, 'Return a book first')
      const id = randomUUID()
      database.run('INSERT INTO loans VALUES (?, ?, ?, ?, ?)', id, user.id, bookId, new Date(Date.now() + 28 * 86_400_000).toISOString().slice(0, 10), text(note, 'note', 0, 500))
      return ownLoan(id, user)
    },
    changeLoan({ id, note }, { user }) {
      ownLoan(id, user)
      database.run('UPDATE loans SET note = ? WHERE id = ? AND user_id = ?', text(note, 'note', 0, 500), id, user.id)
      return ownLoan(id, user)
    },
    returnLoan({ id }, { user }) {
      ownLoan(id, user)
      return database.run('DELETE FROM loans WHERE id = ? AND user_id = ?', id, user.id).changes === 1
    },
    coverLines: async ({ url }) => (await fetchText(text(url, 'url', 1, 2000), config.coverHosts)).split('\n').length,
    disableAccount({ id }, { user }) {
      if (id === user.id) throw new Problem(409, 'Ask another librarian')
      if (database.run('UPDATE users SET disabled = 1 WHERE id = ?', id).changes === 0) throw notFound()
      sessions.revokeAll(id)
      recordAudit(database, user.id, 'account.disabled', id)
      return true
    },
  }
}
