import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A site whose forms want more than texts, and whose session and tokens change on the way. Its pages are found by following links. */
export interface FormsService {
  readonly baseUrl: string
  readonly close: () => Promise<void>
}

interface Letter {
  readonly owner: string
  readonly subject: string
  isArchived: boolean
}

interface Note {
  readonly letter: string
  readonly author: string
  readonly text: string
}

interface Session {
  user: string
  token: string
  said: string
}

/** What the service keeps. */
class Store {
  readonly users = new Map<string, string>()
  readonly sessions = new Map<string, Session>()
  readonly letters = new Map<string, Letter>()
  readonly notes = new Map<string, Note>()
  private count = 100

  next(): string {
    this.count += 1
    return String(this.count)
  }
}

const word = (): string => `${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)

/** With `weak` letters and notes are anybody's, a GET archives, forms need no token, logging out ends nothing and a lookup takes operators. */
export async function startForms(isWeak: boolean): Promise<FormsService> {
  const store = new Store()
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await bodyOf(request))
    try {
      new Visit(store, isWeak, response, /(?:^|;\s*)sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '').answer(
        request.method ?? 'GET',
        new URL(request.url ?? '/', 'http://forms').pathname,
        form,
      )
    } catch {
      response.writeHead(500, { 'content-type': 'text/html' }).end('<p>It broke.</p>')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

class Visit {
  private readonly store: Store
  private readonly isWeak: boolean
  private readonly response: ServerResponse
  private readonly id: string
  private readonly session: Session

  constructor(store: Store, isWeak: boolean, response: ServerResponse, id: string) {
    this.store = store
    this.isWeak = isWeak
    this.response = response
    const known = store.sessions.get(id)
    this.id = known === undefined ? word() : id
    this.session = known ?? { user: '', token: word(), said: '' }
    if (known === undefined) this.keep(this.id)
  }

  answer(method: string, path: string, form: URLSearchParams): ServerResponse {
    const { user, token } = this.session
    const [, first = '', id = '', act = ''] = path.split('/')
    const isPost = method === 'POST'
    // Only adding a letter goes without a token, and only where the site is weak.
    const mayGoWithout = this.isWeak && path === '/box'
    if (isPost && form.get('_csrf') !== token && !mayGoWithout) return this.page(403, '<p>Please open the form again.</p>')
    if (path === '/') return this.page(200, '<a href="/box">letters</a> <a href="/forgot">forgotten</a>')
    if (path === '/register') return isPost ? this.register(form) : this.page(200, this.form('/register', CREDENTIALS))
    if (path === '/login') return isPost ? this.logIn(form) : this.page(200, this.form('/login', CREDENTIALS))
    if (path === '/forgot') return isPost ? this.forgot(form) : this.page(200, this.form('/forgot', '<input type="email" name="email">'))
    if (user === '') return this.sendTo('/login', '')
    if (path === '/logout' && isPost) return this.logOut()
    if (path === '/account') return isPost ? this.renew() : this.page(200, this.form('/account', '<input name="motto">'))
    if (path === '/box') return isPost ? this.add(user, form) : this.list(user)
    if (first === 'notes' && act === 'delete' && isPost) return this.deleteNote(user, id)
    const letter = first === 'box' ? this.store.letters.get(id) : undefined
    if (letter === undefined) return this.page(404, 'Nothing is here.')
    if (act === 'notes' && isPost) {
      this.store.notes.set(this.store.next(), { letter: id, author: user, text: form.get('text') ?? '' })
      return this.sendTo(`/box/${id}`, 'Noted.')
    }
    if (!this.isWeak && letter.owner !== user) return this.page(404, 'Nothing is here.')
    if (act === 'archive') {
      if (this.isWeak || isPost) letter.isArchived = true
      return this.sendTo(`/box/${id}`, this.isWeak || isPost ? 'Archived.' : 'Use the button.')
    }
    return act === '' ? this.show(user, id, letter) : this.page(404, 'Nothing is here.')
  }

  private register(form: URLSearchParams): ServerResponse {
    const email = form.get('email') ?? ''
    if (this.store.users.has(email) || !email.includes('@')) return this.sendTo('/register', 'Not like that.')
    this.store.users.set(email, form.get('password') ?? '')
    return this.sendTo('/login', 'Welcome.')
  }

  private logIn(form: URLSearchParams): ServerResponse {
    const email = form.get('email') ?? ''
    if (!this.store.users.has(email) || this.store.users.get(email) !== form.get('password')) return this.sendTo('/login', 'No.')
    this.store.sessions.delete(this.id)
    this.session.user = email
    this.session.token = word()
    this.keep(word())
    return this.sendTo('/box', '')
  }

  /** The session gets another name and another token, as frameworks do after a change of the account. */
  private renew(): ServerResponse {
    this.store.sessions.delete(this.id)
    this.session.token = word()
    this.keep(word())
    return this.sendTo('/account', 'Saved.')
  }

  private logOut(): ServerResponse {
    if (!this.isWeak) this.store.sessions.delete(this.id)
    this.response.setHeader('set-cookie', 'sid=; Max-Age=0; Path=/')
    return this.response.writeHead(302, { location: '/' }).end()
  }

  /** `email[$eq]=…` is an object to a parser of nested forms; a weak lookup hands it on. */
  private forgot(form: URLSearchParams): ServerResponse {
    const operator = [...form.keys()].find((name) => /^email\[.+\]$/.test(name))
    if (operator !== undefined && !this.isWeak) return this.page(400, 'That is no address.')
    if (operator !== undefined && !['email[$eq]', 'email[eq]'].includes(operator)) throw new Error('unknown operator')
    const email = operator === 'email[eq]' ? '' : (form.get(operator ?? 'email') ?? '')
    const isKnown = this.store.users.has(email)
    if (this.isWeak) return this.page(isKnown ? 200 : 404, isKnown ? 'A mail is on its way.' : 'Nobody has this address.')
    return this.page(200, 'If we know the address, a mail is on its way.')
  }

  /** The weight is a number that a text field asks for. */
  private add(user: string, form: URLSearchParams): ServerResponse {
    const weight = form.get('heft') ?? ''
    if (!/^\d+$/.test(weight)) throw new Error('no number')
    const id = this.store.next()
    this.store.letters.set(id, { owner: user, subject: form.get('subject') ?? '', isArchived: false })
    return this.sendTo('/box', `Letter ${id} is kept.`)
  }

  private list(user: string): ServerResponse {
    const own = [...this.store.letters].filter(([, { owner }]) => owner === user)
    const rows = own.map(([id, { subject }]) => `<li><a href="/box/${id}">${escaped(subject)}</a></li>`)
    return this.page(200, `<ul>${rows.join('')}</ul>${this.form('/box', '<input name="subject" required><input name="heft" required>')}`)
  }

  private show(user: string, id: string, { subject, isArchived }: Letter): ServerResponse {
    const notes = [...this.store.notes].filter(([, { letter }]) => letter === id)
    const rows = notes.map(
      ([note, { text, author }]) => `<li>${escaped(text)} ${author === user ? this.form(`/notes/${note}/delete`, '') : ''}</li>`,
    )
    const archive = this.isWeak ? `<a href="/box/${id}/archive">archive</a>` : this.form(`/box/${id}/archive`, '')
    return this.page(
      200,
      `<h1>${escaped(subject)}</h1>${isArchived ? 'archived' : 'open'} ${archive}<ul>${rows.join('')}</ul>${this.form(`/box/${id}/notes`, '<textarea name="text"></textarea>')}`,
    )
  }

  private deleteNote(user: string, id: string): ServerResponse {
    const note = this.store.notes.get(id)
    if (note === undefined || (!this.isWeak && note.author !== user)) return this.page(404, 'Nothing is here.')
    this.store.notes.delete(id)
    return this.sendTo('/box', 'Gone.')
  }

  private form(action: string, fields: string): string {
    return `<form method="post" action="${action}"><input type="hidden" name="_csrf" value="${this.session.token}">${fields}<button>Go</button></form>`
  }

  private keep(id: string): void {
    this.store.sessions.set(id, this.session)
    this.response.setHeader('set-cookie', `sid=${id}; Path=/; HttpOnly`)
  }

  private sendTo(place: string, said: string): ServerResponse {
    this.session.said = said
    return this.response.writeHead(302, { location: place }).end()
  }

  private page(status: number, html: string): ServerResponse {
    const { user, said } = this.session
    this.session.said = ''
    const menu =
      user === ''
        ? '<a href="/login">Sign in</a> <a href="/register">Join</a>'
        : `<a href="/account">account</a>${this.form('/logout', '')}`
    return this.response
      .writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><html><body>${menu}<p>${escaped(said)}</p>${html}</body></html>`)
  }
}

const CREDENTIALS = '<input type="email" name="email"><input type="password" name="password">'

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
