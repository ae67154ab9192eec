import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A site of pages and forms: sessions in cookies, redirects after each form, words about it on the next page. No JSON, no specification. */
export interface PagesService {
  readonly baseUrl: string
  /** Notes by id, as they are now. */
  readonly notes: ReadonlyMap<string, Note>
  readonly close: () => Promise<void>
}

interface Note {
  readonly owner: string
  text: string
  isPinned: boolean
}

interface Session {
  user: User | null
  said: string
  readonly token: string
}

interface User {
  readonly name: string
  password: string
  role: string
  failures: number
}

/** With `weak` nothing asks whose a note is, anyone may set a role, forms carry no tokens, the login tells who is known and sends anywhere. */
export async function startPages(isWeak: boolean): Promise<PagesService> {
  const sessions = new Map<string, Session>()
  const users = new Map<string, User>()
  const notes = new Map<string, Note>()
  const word = (): string => `${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://pages')
    const form = new URLSearchParams(await bodyOf(request))
    const id = /(?:^|;\s*)sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    let session = sessions.get(id)
    if (session === undefined) {
      const fresh = word()
      session = { user: null, said: '', token: word() }
      sessions.set(fresh, session)
      response.setHeader('set-cookie', `sid=${fresh}; Path=/; HttpOnly; SameSite=Lax`)
    }
    if (isWeak && url.pathname.startsWith('/api') && request.headers.origin !== undefined) {
      response.setHeader('access-control-allow-origin', request.headers.origin)
      response.setHeader('access-control-allow-credentials', 'true')
    }
    new Visit(response, session, isWeak, users, notes).answer(request.method ?? 'GET', url, form)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    notes,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const MOST_FAILURES = 6

class Visit {
  private readonly response: ServerResponse
  private readonly session: Session
  private readonly isWeak: boolean
  private readonly users: Map<string, User>
  private readonly notes: Map<string, Note>

  constructor(response: ServerResponse, session: Session, isWeak: boolean, users: Map<string, User>, notes: Map<string, Note>) {
    this.response = response
    this.session = session
    this.isWeak = isWeak
    this.users = users
    this.notes = notes
  }

  answer(method: string, { pathname, searchParams }: URL, form: URLSearchParams): ServerResponse {
    const { user } = this.session
    if (method === 'POST' && !this.isWeak && form.get('_csrf') !== this.session.token) return this.page(403, 'Open the form again', '')
    if (pathname === '/')
      return this.page(200, 'Start', `<a href="/notes">notes</a> <a href="/staff">staff</a> <a href="/api/time">time</a>`)
    if (pathname === '/api/time') return this.response.writeHead(200, { 'content-type': 'application/json' }).end('{"zone":"UTC"}')
    if (pathname === '/register')
      return method === 'POST' ? this.register(form) : this.page(200, 'Join', this.form('/register', CREDENTIALS))
    if (pathname === '/login') return method === 'POST' ? this.logIn(form) : this.page(200, 'Sign in', this.loginForm(searchParams))
    if (user === null) return this.sendTo('/login', 'Please sign in.')
    if (pathname === '/profile')
      return method === 'POST' ? this.saveProfile(user, form) : this.page(200, 'You', this.form('/profile', '<input name="motto">'))
    if (pathname === '/staff') return user.role === 'staff' ? this.page(200, 'Staff', 'all notes') : this.page(403, 'Staff only', '')
    if (pathname === '/notes') return method === 'POST' ? this.addNote(user, form) : this.list(user)
    if (pathname === '/notes/pin' && method === 'POST') return this.pin(user, form)
    const note = /^\/notes\/(\d+)$/.exec(pathname)?.[1]
    return note === undefined ? this.page(404, 'Not found', '') : this.show(user, note)
  }

  private register(form: URLSearchParams): ServerResponse {
    const name = form.get('username') ?? ''
    const password = form.get('password') ?? ''
    if (name === '' || password === '' || this.users.has(name)) return this.sendTo('/register', 'Not like that.')
    this.users.set(name, { name, password, role: 'member', failures: 0 })
    return this.sendTo('/login', 'Welcome.')
  }

  private logIn(form: URLSearchParams): ServerResponse {
    const user = this.users.get(form.get('username') ?? '')
    if (user !== undefined && !this.isWeak && user.failures >= MOST_FAILURES) return this.page(429, 'Later', '')
    if (user === undefined || user.password !== form.get('password')) {
      if (user !== undefined) user.failures += 1
      return this.sendTo('/login', user === undefined && this.isWeak ? 'Nobody has this name.' : 'Name or password is wrong.')
    }
    this.session.user = user
    user.failures = 0
    const next = form.get('next') ?? '/notes'
    return this.sendTo(this.isWeak || /^\/(?![/\\])/.test(next) ? next : '/notes', '')
  }

  private saveProfile(user: User, form: URLSearchParams): ServerResponse {
    if (this.isWeak) Object.assign(user, Object.fromEntries(form))
    return this.sendTo('/profile', 'Saved.')
  }

  private addNote(user: User, form: URLSearchParams): ServerResponse {
    const id = String(this.notes.size + 101)
    this.notes.set(id, { owner: user.name, text: form.get('text') ?? '', isPinned: false })
    return this.sendTo('/notes', `Note ${id} was written.`)
  }

  private pin(user: User, form: URLSearchParams): ServerResponse {
    const note = this.notes.get(form.get('noteId') ?? '')
    if (note === undefined || (!this.isWeak && note.owner !== user.name)) return this.page(404, 'Not found', '')
    note.isPinned = true
    return this.sendTo('/notes', 'Pinned.')
  }

  private list(user: User): ServerResponse {
    const own = [...this.notes].filter(([, { owner }]) => owner === user.name)
    const rows = own.map(
      ([id, { text }]) =>
        `<li><a href="/notes/${id}">${escaped(text)}</a>${this.form('/notes/pin', `<input type="hidden" name="noteId" value="${id}">`)}</li>`,
    )
    return this.page(200, 'Notes', `<ul>${rows.join('')}</ul>${this.form('/notes', '<textarea name="text" required></textarea>')}`)
  }

  private show(user: User, id: string): ServerResponse {
    const note = this.notes.get(id)
    if (note === undefined || (!this.isWeak && note.owner !== user.name)) return this.page(404, 'Not found', '')
    return this.page(
      200,
      'Note',
      `${escaped(note.text)} ${note.isPinned ? 'pinned' : ''} ${this.form('/notes/pin', `<input type="hidden" name="noteId" value="${id}">`)}`,
    )
  }

  private loginForm(query: URLSearchParams): string {
    return this.form('/login', `${CREDENTIALS}<input type="hidden" name="next" value="${escaped(query.get('next') ?? '/notes')}">`)
  }

  private form(action: string, fields: string): string {
    const token = this.isWeak ? '' : `<input type="hidden" name="_csrf" value="${this.session.token}">`
    return `<form method="post" action="${action}">${token}${fields}<button>Go</button></form>`
  }

  private sendTo(place: string, said: string): ServerResponse {
    this.session.said = said
    return this.response.writeHead(302, { location: place }).end()
  }

  private page(status: number, title: string, html: string): ServerResponse {
    const { user, said } = this.session
    this.session.said = ''
    const head = `<!doctype html><html><head><title>${title}</title></head><body><nav>${user === null ? '<a href="/login">Sign in</a> <a href="/register">Join</a>' : escaped(user.name)} <a href="/profile">you</a></nav>`
    return this.response
      .writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
      .end(`${head}<p class="said">${escaped(said)}</p>${html}</body></html>`)
  }
}

const CREDENTIALS = '<input name="username"><input name="password" type="password">'

const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
