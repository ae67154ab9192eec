import { randomBytes } from 'node:crypto'
import type { IdentityFact } from '../../model/facts/service.ts'
import type { UserConfiguration } from '../../model/user-configuration.ts'
import type { SendOptions, ServiceClient } from './client.ts'
import type { SecurityScheme } from './openapi.ts'
import { crawledOperation, type Operation } from './operations.ts'
import { isRefusal, isSuccess, jsonOf, type Reply } from './reply.ts'
import { encodeBody } from './requests.ts'
import { type Credentials, cookieHeader, type FoundTokens, maskSession, type Session, tokensOf, userIdOf } from './session.ts'
import { lessonOf, type Values } from './values.ts'

export type DeclaredIdentities = NonNullable<UserConfiguration['identities']>

/** A way to carry a token, by header. */
export type Carrier = (tokens: FoundTokens) => Readonly<Record<string, string>> | null

export const GARBAGE_TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJlLXRoYXQtaXMtbm90LW9uZQ'

const USER_NOUN = /\/(?:users?|accounts?|members?|customers?|people|profiles?|registrations?|subscribers?|authors?|employees?)\/?$/i
const GUESSED_LOGINS = ['/auth/login', '/login', '/api/login', '/api/auth/login', '/api/v1/auth/login', '/users/login', '/api/users/login']
const REGISTER_OF_LOGIN: readonly (readonly [RegExp, string])[] = [
  [/login$/, 'register'],
  [/login$/, 'signup'],
  [/login$/, 'sign-up'],
]

/** Makes its own users by registering and logging in, takes declared ones, and verifies all. */
export class Identities {
  readonly sessions: Session[] = []
  readonly steps: string[] = []
  readonly facts: IdentityFact[] = []
  /** Every user that was registered, for clean-up: also those that could not log in. */
  readonly registered: { readonly name: string; readonly email: string; session: Session | null }[] = []
  scheme: 'bearer' | 'cookie' | 'header' | 'none' = 'none'
  /** The request that tells identities apart. */
  check: { readonly operation: Operation; readonly request: SendOptions } | null = null
  register: Operation | null = null
  login: Operation | null = null
  /** Field of the login's body that names the user. */
  loginField = 'email'
  carrier: Carrier | null = null
  registerReply: Reply | null = null
  /** Body of the last registration that worked. */
  registerBody: Record<string, unknown> | null = null
  readonly discovered: Operation[] = []
  private readonly client: ServiceClient
  private readonly values: Values
  private readonly operations: readonly Operation[]
  private readonly schemes: readonly SecurityScheme[]

  constructor(client: ServiceClient, values: Values, operations: readonly Operation[], schemes: readonly SecurityScheme[]) {
    this.client = client
    this.values = values
    this.operations = operations
    this.schemes = schemes
  }

  get userA(): Session | null {
    return this.sessions.find((session) => session.role === 'user') ?? this.sessions[0] ?? null
  }

  /** An ordinary user, never an administrator who stands in for one. */
  get ordinaryUser(): Session | null {
    return this.sessions.find((session) => session.role === 'user') ?? null
  }

  get userB(): Session | null {
    return this.sessions.filter((session) => session.role === 'user')[1] ?? null
  }

  get admin(): Session | null {
    return this.sessions.find((session) => session.role === 'admin') ?? null
  }

  async make(declared: DeclaredIdentities | null, mayWrite: boolean): Promise<void> {
    for (const identity of declared ?? []) await this.takeDeclared(identity)
    await this.findLogin()
    if (mayWrite) {
      for (const name of ['user-a', 'user-b']) {
        if (this.sessions.filter((session) => session.role === 'user').length >= (name === 'user-a' ? 1 : 2)) continue
        const session = await this.registerUser(name, {})
        if (session === null) break
        this.sessions.push(session)
      }
    } else this.steps.push('no users were registered: intensity safe only reads')
    await this.findCheck()
    for (const session of this.sessions) await this.verify(session)
  }

  /** Registers one user with further fields in the body, and logs it in; null when either fails. */
  async registerUser(name: string, extra: Readonly<Record<string, unknown>>, role: IdentityFact['role'] = 'user'): Promise<Session | null> {
    if (this.register === null) return null
    const word = this.values.nonce(name, 9)
    const credentials: Credentials = {
      username: word,
      email: `assay${word}@example.com`,
      password: `Aa1!${randomBytes(12).toString('base64url')}`,
    }
    this.client.masking.add(credentials.password, '$PASSWORD')
    const reply = await this.sendRegistration(credentials, extra)
    if (reply === null || !(isSuccess(reply) || reply.status === 302 || reply.status === 303)) {
      this.steps.push(
        `${this.register.key}: ${reply === null ? 'no answer' : `refused with ${reply.status}: ${this.client.masking.body(reply.body).slice(0, 160)}`}`,
      )
      return null
    }
    this.registerReply = reply
    this.steps.push(`${this.register.key}: ${name} registered (${reply.status})`)
    const entry: (typeof this.registered)[number] = { name, email: credentials.email, session: null }
    this.registered.push(entry)
    entry.session = await this.enter(name, role, role === 'admin' ? 'promoted' : 'registered', credentials, reply)
    return entry.session
  }

  /** Logs in with credentials; the answer whatever it is. */
  async sendLogin(
    credentials: { readonly name: string; readonly password: string },
    options: Partial<SendOptions> = {},
    extra: Readonly<Record<string, unknown>> = {},
  ): Promise<Reply | null> {
    if (this.login === null) return null
    const body = { ...this.loginExtras(), [this.loginField]: credentials.name, [this.passwordField()]: credentials.password, ...extra }
    const encoded = encodeBody(this.login.body?.contentType ?? 'application/json', body)
    return this.client.send({
      method: this.login.method,
      path: this.login.path,
      headers: { 'content-type': encoded.contentType },
      body: encoded.body,
      ...options,
    })
  }

  /** Name by which a user logs in. */
  loginNameOf(credentials: Credentials): string {
    if (/mail/i.test(this.loginField)) return credentials.email
    const sent = Object.keys(this.registerBody ?? {})
    return sent.some((name) => /^(?:user_?name|login|handle|nick_?name|user|account|identifier)$/i.test(name))
      ? credentials.username
      : credentials.email
  }

  /** Session from an answer that may hold a token, logging in when it holds none. */
  async enter(
    name: string,
    role: IdentityFact['role'],
    made: IdentityFact['made'],
    credentials: Credentials,
    first: Reply | null,
  ): Promise<Session | null> {
    const session: Session = {
      name,
      role,
      made,
      credentials,
      headers: {},
      token: null,
      refreshToken: null,
      userId: first === null ? null : userIdOf(first, null),
      loginReply: null,
      loggedInAt: 0,
      renew: async () => this.logIn(session),
    }
    const isIn = (await this.logIn(session)) || (first !== null && this.take(session, first))
    if (!isIn) {
      this.steps.push(`${name} could not log in`)
      return null
    }
    return session
  }

  /** Session of a login that somebody else's credentials made; it is not renewed. */
  sessionFrom(name: string, role: IdentityFact['role'], made: IdentityFact['made'], reply: Reply): Session | null {
    const session: Session = {
      name,
      role,
      made,
      credentials: null,
      headers: {},
      token: null,
      refreshToken: null,
      userId: null,
      loginReply: null,
      loggedInAt: 0,
      renew: async () => false,
    }
    return this.take(session, reply) ? session : null
  }

  async asIdentity(session: Session | null, request: SendOptions): Promise<Reply> {
    const headers = session === null ? {} : session.headers
    const reply = await this.client.send({
      ...request,
      headers: { ...(request.headers ?? {}), ...headers },
      identity: request.identity ?? session?.name ?? 'anonymous',
    })
    if (reply.status !== 401 || session === null || Date.now() - session.loggedInAt < 2000) return reply
    if (await this.isAccepted(session)) return reply
    if (!(await session.renew())) return reply
    return this.client.send({
      ...request,
      headers: { ...(request.headers ?? {}), ...session.headers },
      identity: request.identity ?? session.name,
    })
  }

  /** Whether the service still knows this session. */
  async isAccepted(session: Session): Promise<boolean> {
    if (this.check === null) return true
    return isSuccess(await this.client.send({ ...this.check.request, headers: session.headers, identity: session.name }))
  }

  /** Headers that carry another token the way the service expects it. */
  carry(token: string): Readonly<Record<string, string>> {
    if (this.scheme === 'cookie') {
      const name = Object.keys(cookiesIn(this.userA?.headers.cookie ?? ''))[0] ?? 'session'
      return { cookie: `${name}=${token}` }
    }
    return this.carrier?.({ access: token, refresh: null, field: '', cookies: {} }) ?? { authorization: `Bearer ${token}` }
  }

  private async logIn(session: Session): Promise<boolean> {
    if (this.login === null || session.credentials === null) return false
    const fields =
      this.loginField === ''
        ? ['email']
        : [
            this.loginField,
            ...['email', 'username', 'login', 'identifier'].filter(
              (field) => field !== this.loginField && session.loggedInAt === 0 && !this.knowsLoginField(),
            ),
          ]
    for (const field of fields) {
      this.loginField = field
      const reply = await this.sendLogin(
        { name: this.loginNameOf(session.credentials), password: session.credentials.password },
        { identity: session.name },
      )
      if (reply !== null && (isSuccess(reply) || reply.status === 302 || reply.status === 303) && this.take(session, reply)) {
        this.steps.push(`${this.login.key}: ${session.name} logged in with ${field}`)
        return true
      }
      if (reply !== null && reply.status === 429) break
    }
    this.loginField = fields[0] ?? 'email'
    return false
  }

  private take(session: Session, reply: Reply): boolean {
    const tokens = tokensOf(reply)
    const carriers = this.carriers(tokens)
    const [first] = carriers
    if (first === undefined) return false
    const headers = (this.carrier ?? first)(tokens)
    if (headers === null) return false
    session.headers = headers
    session.token = tokens.access
    session.refreshToken = tokens.refresh ?? Object.entries(tokens.cookies).find(([name]) => /refresh/i.test(name))?.[1] ?? null
    session.userId = userIdOf(reply, tokens.access) ?? session.userId
    session.loginReply = reply
    session.loggedInAt = Date.now()
    maskSession(this.client, session)
    for (const [name, value] of Object.entries(tokens.cookies))
      this.client.masking.add(value, `$COOKIE_${name.toUpperCase().replace(/\W/g, '_')}`)
    if (this.scheme === 'none') this.scheme = 'authorization' in headers ? 'bearer' : 'cookie' in headers ? 'cookie' : 'header'
    return true
  }

  /** Ways to carry what a login gave, the likeliest first. */
  private carriers(tokens: FoundTokens): readonly Carrier[] {
    const carriers: Carrier[] = []
    const header = this.schemes.find((scheme) => scheme.kind === 'header')
    if (tokens.access !== null) {
      if (header !== undefined && header.name.toLowerCase() !== 'authorization') carriers.push(inHeader(header.name, ''))
      carriers.push(inHeader('authorization', 'Bearer '))
    }
    if (Object.keys(tokens.cookies).length > 0)
      carriers.push(({ cookies }) => (Object.keys(cookies).length === 0 ? null : { cookie: cookieHeader(cookies) }))
    if (tokens.access !== null)
      for (const [name, prefix] of [
        ['authorization', 'Token '],
        ['authorization', ''],
        ['x-access-token', ''],
        ['x-auth-token', ''],
        ['x-api-key', ''],
      ] as const)
        carriers.push(inHeader(name, prefix))
    return carriers
  }

  private async takeDeclared(identity: DeclaredIdentities[number]): Promise<void> {
    const session: Session = {
      name: identity.name,
      role: identity.role,
      made: 'declared',
      credentials: null,
      headers: lowerCased(identity.headers ?? {}),
      token: null,
      refreshToken: null,
      userId: null,
      loginReply: null,
      loggedInAt: Date.now(),
      renew: async () => false,
    }
    const bearer = /^Bearer\s+(\S+)$/i.exec(session.headers.authorization ?? '')?.[1]
    session.token = bearer ?? null
    for (const value of Object.values(session.headers)) this.client.masking.add(value, '$TOKEN')
    if (this.scheme === 'none' && Object.keys(session.headers).length > 0)
      this.scheme = bearer !== undefined ? 'bearer' : 'cookie' in session.headers ? 'cookie' : 'header'
    if (identity.login !== undefined) {
      const { path, method, body, encoding, token } = identity.login
      for (const [name, value] of Object.entries(body)) if (/pass|secret|token/i.test(name)) this.client.masking.add(value, '$PASSWORD')
      const encoded = encodeBody(encoding === 'form' ? 'application/x-www-form-urlencoded' : 'application/json', body)
      session.renew = async () => {
        const reply = await this.client.send({
          method,
          path,
          headers: { 'content-type': encoded.contentType },
          body: encoded.body,
          identity: identity.name,
        })
        const found = tokensOf(reply, token ?? null)
        const headers = this.carriers(found)[0]?.(found)
        if (!isSuccess(reply) || headers === undefined || headers === null) return false
        Object.assign(session, {
          headers: { ...session.headers, ...headers },
          token: found.access,
          refreshToken: found.refresh,
          userId: userIdOf(reply, found.access),
          loginReply: reply,
          loggedInAt: Date.now(),
        })
        maskSession(this.client, session)
        if (this.scheme === 'none') this.scheme = found.access === null ? 'cookie' : 'bearer'
        return true
      }
      if (!(await session.renew())) {
        this.steps.push(`${method} ${path}: the declared identity ${identity.name} could not log in`)
        return
      }
    }
    this.steps.push(`${identity.name}: declared by the configuration`)
    this.sessions.push(session)
  }

  private async findLogin(): Promise<void> {
    const rank = (operation: Operation): number =>
      (operation.method === 'POST' ? 0 : 1) + (/admin/.test(operation.path) ? 2 : 0) + operation.path.length / 1000
    const byPurpose = (purpose: Operation['purpose']): Operation | null =>
      this.operations
        .filter((operation) => operation.purpose === purpose && operation.exists !== 'no')
        .sort((a, b) => rank(a) - rank(b))[0] ?? null
    this.login = byPurpose('login')
    this.register = byPurpose('register') ?? this.registration()
    this.login ??= this.shortPasswordOperation()
    if (this.register !== null) this.register.purpose = 'register'
    if (this.login !== null) this.login.purpose = 'login'
    if (this.login === null && this.operations.every((operation) => operation.origins.includes('crawl'))) await this.guessLogin()
    const fields = Object.keys(this.login?.body?.schema.properties ?? {})
    this.loginField =
      fields.find((field) =>
        /^(?:e_?mail|user_?name|login|identifier|user|user_?email|handle|nick_?name|account|name|phone)$/i.test(field),
      ) ??
      fields.find((field) => !isPassword(field) && this.login?.body?.schema.properties?.[field]?.type !== 'boolean') ??
      'email'
    if (this.login === null) this.steps.push('no login operation was found')
    if (this.register === null) this.steps.push('no operation that registers users was found')
  }

  /** An operation that takes a name and a password and little else. */
  private shortPasswordOperation(): Operation | null {
    const isShort = (operation: Operation): boolean => [2, 3].includes(Object.keys(operation.body?.schema.properties ?? {}).length)
    const isOther = /password|\/me\b|profile|reset|change|verify|confirm/i
    return (
      this.operations.find(
        (operation) =>
          operation.method === 'POST' &&
          operation !== this.register &&
          hasPassword(operation) &&
          isShort(operation) &&
          !isAdministrative(operation) &&
          !isOther.test(operation.path),
      ) ?? null
    )
  }

  /** An operation that takes a password and a name, and is no login; or one whose noun is that of users. */
  private registration(): Operation | null {
    const taken = ['login', 'refresh', 'logout', 'password-reset']
    const candidates = this.operations.filter(
      (operation) =>
        operation.method === 'POST' &&
        operation.exists !== 'no' &&
        !operation.path.includes('{') &&
        !taken.includes(operation.purpose) &&
        !isAdministrative(operation),
    )
    const named = candidates.filter((operation) => USER_NOUN.test(operation.path))
    const withPassword = candidates.filter(
      (operation) => hasPassword(operation) && Object.keys(operation.body?.schema.properties ?? {}).length >= 2,
    )
    return withPassword.find((operation) => named.includes(operation)) ?? withPassword[0] ?? named[0] ?? null
  }

  private async guessLogin(): Promise<void> {
    for (const path of GUESSED_LOGINS) {
      const reply = await this.client.send({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body: '{}' })
      if (![400, 401, 422].includes(reply.status)) continue
      const unknown = await this.client.send({
        method: 'POST',
        path: path.replace(/login$/, this.values.nonce('unknown')),
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      if (unknown.status === reply.status) continue
      this.login = { ...crawledOperation('POST', path), purpose: 'login' }
      this.discovered.push(this.login)
      for (const [pattern, word] of REGISTER_OF_LOGIN) {
        const register = path.replace(pattern, word)
        const answer = await this.client.send({
          method: 'POST',
          path: register,
          headers: { 'content-type': 'application/json' },
          body: '{}',
        })
        if (![400, 422].includes(answer.status)) continue
        this.register = { ...crawledOperation('POST', register), purpose: 'register' }
        this.discovered.push(this.register)
        return
      }
      return
    }
  }

  /** Sends a registration, adding what refusals ask for. */
  private async sendRegistration(credentials: Credentials, extra: Readonly<Record<string, unknown>>): Promise<Reply | null> {
    const register = this.register
    if (register === null) return null
    const body: Record<string, unknown> = { ...(this.registerBody ?? this.firstRegistration(register)) }
    for (const name of Object.keys(body)) this.fillCredential(body, name, credentials)
    Object.assign(body, extra)
    let reply: Reply | null = null
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const encoded = encodeBody(register.body?.contentType ?? 'application/json', body)
      reply = await this.client.send({
        method: register.method,
        path: register.path,
        headers: { 'content-type': encoded.contentType },
        body: encoded.body,
        identity: 'anonymous',
      })
      if (isSuccess(reply) || (reply.status >= 300 && reply.status < 400)) {
        this.registerBody = Object.fromEntries(Object.entries(body).filter(([name]) => !(name in extra)))
        return reply
      }
      if (![400, 422, 409, 500].includes(reply.status)) return reply
      const lesson = lessonOf(jsonOf(reply), reply.body)
      const before = JSON.stringify(body)
      for (const field of lesson.fields) if (!(field in body)) this.fillField(body, field, credentials)
      for (const [field, choice] of Object.entries(lesson.choices)) body[field] = choice
      for (const field of lesson.unwanted) if (!(field in extra)) delete body[field]
      if (before === JSON.stringify(body)) {
        if (attempt === 0 && !('username' in body)) Object.assign(body, { username: credentials.username, name: 'Assay User' })
        else if ('name' in body && !(register.body?.schema.required ?? []).includes('name') && attempt < 3) delete body.name
        else return reply
      }
    }
    return reply
  }

  private firstRegistration(register: Operation): Record<string, unknown> {
    const properties = Object.keys(register.body?.schema.properties ?? {})
    if (register.body !== null && properties.length > 0) return this.values.body(register.body)
    return { email: '', username: '', password: '', name: 'Assay User' }
  }

  private fillField(body: Record<string, unknown>, field: string, credentials: Credentials): void {
    body[field] = this.values.of(field, {})
    this.fillCredential(body, field, credentials)
  }

  private fillCredential(body: Record<string, unknown>, name: string, credentials: Credentials): void {
    if (/e_?mail/i.test(name)) body[name] = credentials.email
    else if (isPassword(name) || /confirm/i.test(name)) body[name] = credentials.password
    else if (/^(?:user_?name|login|handle|nick_?name|user|account|identifier)$/i.test(name)) body[name] = credentials.username
  }

  /** Whether the login's body is known: other names of fields would be wasted attempts. */
  private knowsLoginField(): boolean {
    return Object.keys(this.login?.body?.schema.properties ?? {}).includes(this.loginField)
  }

  private passwordField(): string {
    return Object.keys(this.login?.body?.schema.properties ?? {}).find(isPassword) ?? 'password'
  }

  private loginExtras(): Readonly<Record<string, unknown>> {
    const schema = this.login?.body?.schema
    if (schema === undefined) return {}
    const required = (schema.required ?? []).filter((name) => name !== this.loginField && name !== this.passwordField())
    return Object.fromEntries(required.map((name) => [name, this.values.of(name, schema.properties?.[name] ?? {})]))
  }

  /** Looks for a reading operation that refuses strangers and answers the first user, and settles how tokens are carried. */
  private async findCheck(): Promise<void> {
    const session = this.userA
    if (session === null) return
    const rank = (operation: Operation): number =>
      (/\/(?:me|profile|account|whoami|current)\b/.test(operation.path) ? 0 : 2) +
      (operation.declaredAccess === 'authenticated' ? 0 : operation.declaredAccess === 'unknown' ? 1 : 4)
    const candidates = this.operations
      .filter(
        (operation) =>
          operation.method === 'GET' &&
          !operation.path.includes('{') &&
          !['health', 'metrics', 'docs', 'static', 'logout', 'admin'].includes(operation.purpose),
      )
      .filter((operation) => operation.parameters.every((parameter) => !parameter.isRequired))
      .sort((a, b) => rank(a) - rank(b))
    for (const operation of candidates.slice(0, 25)) {
      const request: SendOptions = { method: 'GET', path: operation.path }
      const anonymous = await this.client.send({ ...request, identity: 'anonymous' })
      if (!isRefusal(anonymous) && !(anonymous.status >= 300 && anonymous.status < 400)) continue
      const headers = await this.acceptedHeaders(session, request)
      if (headers === null) continue
      this.check = { operation, request }
      this.client.rememberHealthPath(operation.path)
      this.steps.push(`${operation.key} refuses strangers and answers ${session.name}`)
      return
    }
    this.steps.push('no operation was found that refuses strangers and answers a user')
  }

  private async acceptedHeaders(session: Session, request: SendOptions): Promise<Readonly<Record<string, string>> | null> {
    if (isSuccess(await this.client.send({ ...request, headers: session.headers, identity: session.name }))) return session.headers
    if (session.loginReply === null || this.carrier !== null) return null
    const tokens = tokensOf(session.loginReply)
    for (const carrier of this.carriers(tokens).slice(1)) {
      const headers = carrier(tokens)
      if (headers === null || !isSuccess(await this.client.send({ ...request, headers, identity: session.name }))) continue
      this.carrier = carrier
      this.scheme = 'authorization' in headers ? 'bearer' : 'cookie' in headers ? 'cookie' : 'header'
      for (const other of this.sessions) {
        if (other.loginReply !== null) other.headers = carrier(tokensOf(other.loginReply)) ?? other.headers
      }
      return headers
    }
    return null
  }

  async verify(session: Session): Promise<void> {
    if (this.check === null) {
      this.facts.push({
        name: session.name,
        role: session.role,
        made: session.made,
        ownTokenAccepted: false,
        anonymousRefused: false,
        garbageRefused: false,
      })
      return
    }
    const own = await this.client.send({ ...this.check.request, headers: session.headers, identity: session.name })
    const garbage = await this.client.send({ ...this.check.request, headers: this.carry(GARBAGE_TOKEN), identity: 'garbage' })
    this.facts.push({
      name: session.name,
      role: session.role,
      made: session.made,
      ownTokenAccepted: isSuccess(own),
      anonymousRefused: true,
      garbageRefused: !isSuccess(garbage),
    })
    if (session.userId === null || session.credentials !== null) session.userId = userIdOf(own, session.token) ?? session.userId
  }
}

export function cookiesIn(header: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    header
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.includes('='))
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
}

function inHeader(name: string, prefix: string): Carrier {
  return ({ access }) => (access === null ? null : { [name.toLowerCase()]: `${prefix}${access}` })
}

function hasPassword(operation: Operation): boolean {
  return Object.keys(operation.body?.schema.properties ?? {}).some(isPassword)
}

function isPassword(name: string): boolean {
  return /^(?:\w*_)?(?:pass(?:word|wd|phrase|code)?|pwd|secret)$/i.test(name) || /Password$/.test(name)
}

function isAdministrative(operation: Operation): boolean {
  return operation.purpose === 'admin' || operation.declaredAccess === 'privileged' || /\/admin\b/.test(operation.path)
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
