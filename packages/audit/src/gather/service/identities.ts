import type { IdentityFact } from '../../model/facts/service.ts'
import type { SendOptions, ServiceClient } from './client.ts'
import { issuersIn, keyIn } from './identities/api-keys.ts'
import { basicHeader, type Carrier, carriersOf, schemeOf } from './identities/carriers.ts'
import { findCheck } from './identities/check.ts'
import { newCredentials } from './identities/credential-fields.ts'
import { type DeclaredIdentities, declaredSession, type ScriptRunner } from './identities/declared.ts'
import { findEntrances } from './identities/discovery.ts'
import { FormTokens } from './identities/form-tokens.ts'
import { Login, type LoginAnswer, letsIn } from './identities/login.ts'
import { obstacleIn } from './identities/obstacles.ts'
import { askForPage, tokenPathsIn } from './identities/page.ts'
import { givenName, isTaken, Registration } from './identities/registration.ts'
import { type AuthScheme, carryBoth, enterOtherwise, findSecondLogin, schemesInUse } from './identities/second-login.ts'
import type { SecurityScheme } from './openapi.ts'
import type { Operation } from './operations.ts'
import { headerOf, isSuccess, leadsToLogin, type Reply } from './reply.ts'
import { encodeBody } from './requests.ts'
import {
  type Credentials,
  cookieHeader,
  cookiesIn,
  cookiesSetBy,
  endsSoon,
  type FoundTokens,
  joined,
  keptCookies,
  maskSession,
  newSession,
  refreshCookieOf,
  type Session,
  tokensOf,
  userIdOf,
} from './session.ts'
import { UnkeptCreations } from './unkept-creations.ts'
import type { Values } from './values.ts'
import { isOurs, reasonToWithhold, withheldReply } from './withheld.ts'

export const GARBAGE_TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJlLXRoYXQtaXMtbm90LW9uZQ'

/** Makes its own users by registering and logging in, takes declared ones, and verifies all. */
export class Identities {
  readonly sessions: Session[] = []
  readonly steps: string[] = []
  readonly facts: IdentityFact[] = []
  /** Every user that was registered, for clean-up: also those that could not log in. */
  readonly registered: {
    readonly name: string
    readonly email: string
    readonly credentials: Credentials | null
    session: Session | null
  }[] = []
  readonly discovered: Operation[] = []
  scheme: 'bearer' | 'cookie' | 'header' | 'none' = 'none'
  /** The request that tells identities apart. */
  check: { readonly operation: Operation; readonly request: SendOptions } | null = null
  carrier: Carrier | null = null
  /** Why nobody could be made, as a phrase; empty when somebody was. */
  obstacle = ''
  /** What the last login was refused with; null where it was let in, or something else stood in the way. */
  refusal: Reply | null = null
  registration: Registration | null = null
  entrance: Login | null = null
  readonly client: ServiceClient
  readonly schemes: readonly SecurityScheme[]
  readonly operations: readonly Operation[]
  private readonly values: Values
  private registrations: readonly Registration[] = []
  logins: readonly Login[] = []
  /** The login of pages beside that of scripts, and what it alone opens. */
  second: { readonly login: Login; readonly check: NonNullable<Identities['check']> } | null = null
  private basicName: 'username' | 'email' | null = null
  /** Refusals of sessions that were still accepted elsewhere. */
  private readonly meant = new Set<string>()
  private readonly formTokens: FormTokens
  readonly unkept = new UnkeptCreations()

  private readonly runScript: ScriptRunner

  constructor(
    client: ServiceClient,
    values: Values,
    operations: readonly Operation[],
    schemes: readonly SecurityScheme[],
    runScript: ScriptRunner = refuseScripts,
  ) {
    this.runScript = runScript
    this.client = client
    this.values = values
    this.operations = operations
    this.schemes = schemes
    this.formTokens = new FormTokens(client, operations)
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

  /** Says that there is nobody to ask as, and why. */
  get nobody(): string {
    return `no user could be made${this.obstacle === '' ? '' : `: ${this.obstacle}`}`
  }

  get register(): Operation | null {
    return this.registration?.operation ?? null
  }

  get login(): Operation | null {
    return this.entrance?.operation ?? null
  }

  get registerReply(): Reply | null {
    return this.registration?.reply ?? null
  }

  /** Field of the login's body that names the user. */
  get loginField(): string {
    return this.entrance?.nameField ?? 'email'
  }

  /** Name by which a user logs in. */
  loginNameOf(credentials: Credentials): string {
    return this.entrance?.nameOf(credentials) ?? credentials.email
  }

  /** With `needsTwo` false one user of its own is enough: nobody will be compared with another. */
  async make(declared: DeclaredIdentities | null, mayWrite: boolean, needsTwo = true): Promise<void> {
    const kept: DeclaredIdentities[number][] = []
    for (const identity of declared ?? []) if (!(await this.takeDeclared(identity))) kept.push(identity)
    await this.findOperations(mayWrite)
    for (const identity of kept) await enterOtherwise(this, identity)
    if (mayWrite) {
      await this.registerUsers(needsTwo)
      if (this.sessions.length === 0) await this.enterByKeys()
    } else this.steps.push('no users were registered: intensity safe only reads')
    this.preferDeclaredLogin()
    await this.findCheck()
    await findSecondLogin(this, declared)
  }

  /** How browsers prove who they are; null where only scripts do. */
  get cookieScheme(): AuthScheme | null {
    return schemesInUse(this).find(({ usesCookies }) => usesCookies) ?? null
  }

  /** Where nobody was registered, the login is the one by which somebody declared got in, and no other that is called so. */
  private preferDeclaredLogin(): void {
    if (this.sessions.some(isOurs)) return
    const paths = this.sessions.flatMap(({ loginReply }) => (loginReply === null ? [] : [new URL(loginReply.exchange.url).pathname]))
    this.entrance = this.logins.find(({ operation }) => paths.includes(operation.path)) ?? this.entrance
  }

  /** Looks for what refuses strangers and answers a user, and verifies everybody by it; to be asked again when more operations are known. */
  async findCheck(): Promise<void> {
    if (this.check !== null) return
    await findCheck(this)
    this.facts.length = 0
    for (const session of this.sessions) await this.verify(session)
  }

  /** Registers one user with further fields in the body, and logs it in; null when either fails. */
  async registerUser(name: string, extra: Readonly<Record<string, unknown>>, role: IdentityFact['role'] = 'user'): Promise<Session | null> {
    const { registration } = this
    if (registration === null) return null
    const wanted = newCredentials(this.values, name)
    this.client.masking.add(wanted.password, '$PASSWORD')
    const { reply, credentials: sent } = await registration.register(wanted, extra)
    const { key } = registration.operation
    if (!isTaken(reply)) {
      this.obstacle = obstacleIn(reply, 'registration')
      const said = this.client.masking.body(reply.body).slice(0, 160)
      this.steps.push(`${key}: refused with ${reply.status || reply.error}: ${this.obstacle === '' ? said : this.obstacle}`)
      return null
    }
    const given = givenName(reply, sent)
    const credentials = given === null ? sent : { ...sent, username: given }
    this.steps.push(`${key}: ${name} registered (${reply.status})`)
    const entry: (typeof this.registered)[number] = { name, email: credentials.email, credentials, session: null }
    this.registered.push(entry)
    entry.session = await this.enter(name, role, role === 'admin' ? 'promoted' : 'registered', credentials, reply)
    return entry.session
  }

  /** A request that registers somebody the way that worked; null when none did. */
  async registrationOf(credentials: Credentials): Promise<SendOptions | null> {
    return (await this.registration?.requestFor(credentials)) ?? null
  }

  /** Logs in with credentials; the answer whatever it is. */
  async sendLogin(
    credentials: { readonly name: unknown; readonly password: unknown },
    options: Partial<SendOptions> = {},
    extra: Readonly<Record<string, unknown>> = {},
  ): Promise<Reply | null> {
    if (this.entrance === null) return null
    const { page: _page, ...request } = await this.entrance.requestFor(credentials.name, credentials.password, extra)
    return this.client.send({ ...request, ...options, headers: { ...request.headers, ...options.headers } })
  }

  /** The same, with what the page says that the browser is sent to: there the words of a refusal stand. */
  async sendLoginAndLook(credentials: { readonly name: unknown; readonly password: unknown }): Promise<Reply | null> {
    if (this.entrance === null) return null
    const { page, ...request } = await this.entrance.requestFor(credentials.name, credentials.password)
    const reply = await this.client.send({ ...request, mayFail: true })
    const location = reply.status === 302 || reply.status === 303 ? headerOf(reply, 'location') : ''
    if (location === '' || !URL.canParse(location, this.client.base.href)) return reply
    const to = new URL(location, this.client.base)
    if (to.origin !== this.client.base.origin) return reply
    const { body } = await askForPage(this.client, to.pathname + to.search, { ...page?.cookies, ...cookiesSetBy(reply) })
    return { ...reply, body }
  }

  /** Session from an answer that may hold a token, logging in when it holds none. */
  async enter(
    name: string,
    role: IdentityFact['role'],
    made: IdentityFact['made'],
    credentials: Credentials,
    first: Reply | null,
  ): Promise<Session | null> {
    const session: Session = newSession({ name, role, made, credentials, renew: async () => this.logIn(session) })
    session.userId = first === null ? null : userIdOf(first, null)
    if (this.basicName !== null) return this.carryCredentials(session, credentials)
    if ((await this.logIn(session)) || (first !== null && this.take(session, { reply: first, page: null }))) return session
    this.steps.push(`${name} could not log in${this.obstacle === '' ? '' : `: ${this.obstacle}`}`)
    return null
  }

  /** Whom the service takes by their credentials in each request, where it has no login: those who registered, and one more. */
  async enterByBasic(accepts: (name: string, password: string) => Promise<boolean>): Promise<void> {
    for (const { name, credentials } of this.registered) {
      for (const kind of ['username', 'email'] as const) {
        if (credentials === null || !(await accepts(credentials[kind], credentials.password))) continue
        this.basicName = kind
        this.scheme = 'header'
        this.carrier = ({ access }) => (access === null ? null : basicHeader('assay', access))
        const session = newSession({ name, role: 'user', made: 'registered', credentials, renew: async () => false })
        this.sessions.push(this.carryCredentials(session, credentials))
        this.steps.push(`${name} is taken by its credentials in each request`)
        const second = await this.registerUser('user-b', {})
        if (second !== null) this.sessions.push(second)
        return
      }
    }
  }

  /** Logs in once with a pair that the run did not make; the session is null when it is refused, and is not renewed. Null where there is no login. */
  async tryCredentials(
    identity: string,
    credentials: { readonly name: string; readonly password: string },
  ): Promise<{ readonly reply: Reply; readonly session: Session | null } | null> {
    if (this.entrance === null) return null
    const { page, ...request } = await this.entrance.requestFor(credentials.name, credentials.password)
    const reply = await this.client.send({ ...request, identity, mayFail: true })
    const session = newSession({ name: 'admin', role: 'admin', made: 'default-credentials', credentials: null, renew: async () => false })
    if (!letsIn(reply, this.entrance.operation) || !this.take(session, { reply, page })) return { reply, session: null }
    // A cookie is given to strangers too, and a form sends them on as well.
    const isIn = session.token !== null || this.check === null ? isSuccess(reply) : await this.isAccepted(session)
    return { reply, session: isIn ? session : null }
  }

  /**
   * Asks as somebody, who logs in anew when the session is over and brings a token against forged requests when one is wanted.
   * Who was there before the run never sends what would change its own account, or end the service for others.
   */
  async asIdentity(session: Session | null, request: SendOptions): Promise<Reply> {
    const because = session === null ? null : reasonToWithhold(session, request)
    if (session !== null && because !== null) return withheldReply(request, this.client.base, session.name, because)
    const ask = async (): Promise<Reply> => {
      const reply = await this.client.send({
        ...this.formTokens.current(request),
        headers: joined(request.headers ?? {}, session?.headers ?? {}),
        identity: request.identity ?? session?.name ?? 'anonymous',
      })
      if (session !== null) {
        this.keepCookies(session, reply)
        this.unkept.note(session, request, reply)
      }
      return reply
    }
    if (session === null) return ask()
    if (endsSoon(session)) await session.renew()
    const reply = await ask()
    // Where pages have a login of their own, a user of a probe enters there once it is sent there.
    if (this.second !== null && session.headers.cookie === undefined && leadsToLogin(reply)) {
      await carryBoth(this, session, session.credentials)
      return session.headers.cookie === undefined ? reply : ask()
    }
    if (this.formTokens.isWanted(session, request, reply) && (await this.formTokens.bring(session, request, this.login?.path))) {
      const second = await ask()
      this.formTokens.noteVain(session, request, second)
      return second
    }
    if (!(await this.isOver(session, request, reply))) return reply
    return (await session.renew()) ? ask() : reply
  }

  /** Sessions whose cookie changes on the way go on with the new one, as in a browser. */
  private keepCookies(session: Session, reply: Reply): void {
    if (session.headers.cookie === undefined) return
    const own = cookiesIn(session.headers.cookie)
    const renewed = Object.entries(keptCookies(reply)).filter(([name, value]) => own[name] !== undefined && own[name] !== value)
    if (renewed.length === 0) return
    for (const [name, value] of renewed) this.client.masking.add(value, `$COOKIE_${name.toUpperCase().replace(/\W/g, '_')}`)
    session.headers = { ...session.headers, cookie: cookieHeader({ ...own, ...Object.fromEntries(renewed) }) }
  }

  /** Whether the service still knows this session. */
  async isAccepted(session: Session): Promise<boolean> {
    if (this.check === null) return true
    return isSuccess(await this.client.send({ ...this.check.request, headers: session.headers, identity: session.name }))
  }

  /** Headers that carry another token the way the service expects it. */
  carry(token: string): Readonly<Record<string, string>> {
    if (this.scheme === 'cookie') {
      const names = Object.keys(cookiesIn(this.userA?.headers.cookie ?? ''))
      const name = names.find((each) => !/csrf|xsrf/i.test(each)) ?? 'session'
      return { cookie: `${name}=${token}` }
    }
    return this.carrier?.({ access: token, refresh: null, field: '', cookies: {} }) ?? { authorization: `Bearer ${token}` }
  }

  async verify(session: Session): Promise<void> {
    const { name, role, made } = session
    if (this.check === null) {
      this.facts.push({ name, role, made, ownTokenAccepted: false, anonymousRefused: false, garbageRefused: false })
      return
    }
    const own = await this.client.send({ ...this.check.request, headers: session.headers, identity: session.name })
    const garbage = await this.client.send({ ...this.check.request, headers: this.carry(GARBAGE_TOKEN), identity: 'garbage' })
    this.facts.push({ name, role, made, ownTokenAccepted: isSuccess(own), anonymousRefused: true, garbageRefused: !isSuccess(garbage) })
    if (session.userId === null || session.credentials !== null) session.userId = userIdOf(own, session.token) ?? session.userId
  }

  /** A session ends by its own refusal, or by being sent to the login, when the check says so too. */
  private async isOver(session: Session, request: SendOptions, reply: Reply): Promise<boolean> {
    const isDoubtful =
      reply.status === 401 || reply.status === 403 || (this.scheme === 'cookie' && reply.status >= 300 && reply.status < 400)
    if (!isDoubtful || this.check === null) return false
    const key = `${session.name} ${reply.status} ${request.method} ${request.path.split('?')[0] ?? ''}`
    if (this.meant.has(key)) return false
    const isAccepted = await this.isAccepted(session)
    if (isAccepted) this.meant.add(key)
    return !isAccepted
  }

  private async findOperations(mayGuess: boolean): Promise<void> {
    const { logins, registers, discovered } = await findEntrances(this.client, this.values, this.operations, this.schemes, mayGuess)
    this.discovered.push(...discovered)
    const tokenPaths = tokenPathsIn(this.operations)
    this.registrations = registers.map((operation) => new Registration(operation, this.client, this.values, tokenPaths))
    this.logins = logins.map((operation) => new Login(operation, this.client, this.values, tokenPaths))
    this.registration = this.registrations[0] ?? null
    this.entrance = this.logins[0] ?? null
    if (this.entrance === null) this.steps.push('no login operation was found')
    if (this.registration === null) this.steps.push('no operation that registers users was found')
  }

  /** Two ordinary users, or one; the first settles which of several operations registers and logs in. */
  private async registerUsers(needsTwo: boolean): Promise<void> {
    const count = (): number => this.sessions.filter((session) => session.role === 'user').length
    for (const registration of count() === 0 ? this.registrations : []) {
      this.registration = registration
      const session = await this.registerUser('user-a', {})
      if (session === null) continue
      this.sessions.push(session)
      break
    }
    if (this.sessions.length === 0) this.registration = this.registrations[0] ?? null
    this.settlePurposes()
    if (count() !== 1 || !needsTwo) return
    const session = await this.registerUser('user-b', {})
    if (session !== null) this.sessions.push(session)
  }

  /** Two programs with a key each, where the service knows no users but gives keys to whoever asks. */
  private async enterByKeys(): Promise<void> {
    for (const operation of issuersIn(this.operations)
      .filter(({ path }) => !path.includes('{'))
      .slice(0, 3)) {
      for (const name of ['user-a', 'user-b']) {
        const body = operation.body === null ? { name: `assay ${this.values.nonce('client')}` } : this.values.body(operation.body)
        const encoded = encodeBody(operation.body?.contentType ?? 'application/json', body)
        const reply = await this.client.send({
          method: 'POST',
          path: operation.path,
          headers: { 'content-type': encoded.contentType },
          body: encoded.body,
          mayFail: true,
        })
        const session = newSession({ name, role: 'user', made: 'registered', credentials: null, renew: async () => false })
        if (!isSuccess(reply) || keyIn(reply) === null || !this.take(session, { reply, page: null })) break
        this.sessions.push(session)
        this.registered.push({ name, email: `${operation.path} of ${name}`, credentials: null, session })
        this.steps.push(`${operation.key}: ${name} got a key (${reply.status})`)
      }
      if (this.sessions.length > 0) return
    }
  }

  private settlePurposes(): void {
    if (this.register !== null) this.register.purpose = 'register'
    if (this.login !== null) this.login.purpose = 'login'
  }

  private carryCredentials(session: Session, credentials: Credentials): Session {
    session.headers = basicHeader(credentials[this.basicName ?? 'username'], credentials.password)
    session.loggedInAt = Date.now()
    this.client.masking.add(session.headers.authorization ?? '', '$TOKEN')
    return session
  }

  private async logIn(session: Session): Promise<boolean> {
    const { credentials } = session
    this.refusal = null
    if (credentials === null) return false
    const known = this.logins.find((login) => login.isKnown)
    const others = this.logins.filter(({ operation }) => operation !== this.registration?.operation)
    for (const login of known === undefined ? (others.length > 0 ? others : this.logins) : [known]) {
      const { isIn, last } = await login.logIn(credentials, session.name, this.registration?.body ?? null, (answer) =>
        this.take(session, answer),
      )
      if (isIn) {
        this.entrance = login
        this.obstacle = ''
        this.refusal = null
        this.steps.push(`${login.operation.key}: ${session.name} logged in with ${login.nameField}`)
        return true
      }
      if (last === null) continue
      const obstacle = obstacleIn(last, 'login')
      this.obstacle = obstacle || this.obstacle
      this.refusal = obstacle === '' && last.status < 500 ? last : null
    }
    return false
  }

  private take(session: Session, { reply, page }: LoginAnswer): boolean {
    const found = tokensOf(reply)
    const tokens: FoundTokens = page === null ? found : { ...found, cookies: { ...page.cookies, ...found.cookies } }
    // A session that began with the page may go on without a word: then the browser is sent on.
    const goesOn = reply.status === 302 || reply.status === 303
    if (page !== null && !goesOn && found.access === null && Object.keys(found.cookies).length === 0) return false
    const [first] = carriersOf(tokens, this.schemes)
    if (first === undefined) return false
    const headers = (this.carrier ?? first)(tokens)
    if (headers === null) return false
    session.headers = headers
    session.token = tokens.access
    session.refreshToken = tokens.refresh ?? tokens.cookies[refreshCookieOf(tokens.cookies, this.operations) ?? ''] ?? null
    session.userId = userIdOf(reply, tokens.access) ?? session.userId
    session.loginReply = reply
    session.loggedInAt = Date.now()
    maskSession(this.client, session)
    for (const [name, value] of Object.entries(tokens.cookies))
      this.client.masking.add(value, `$COOKIE_${name.toUpperCase().replace(/\W/g, '_')}`)
    if (this.scheme === 'none') this.scheme = schemeOf(headers)
    return true
  }

  private async takeDeclared(identity: DeclaredIdentities[number]): Promise<boolean> {
    const carry = (tokens: FoundTokens): Readonly<Record<string, string>> | null => carriersOf(tokens, this.schemes)[0]?.(tokens) ?? null
    const session = declaredSession(identity, {
      client: this.client,
      carry,
      runScript: this.runScript,
      onStep: (text) => this.steps.push(text),
    })
    if (!(await session.renew())) {
      this.steps.push(`${identity.name}: the declared identity could not be entered`)
      return false
    }
    if (this.scheme === 'none' && Object.keys(session.headers).length > 0) this.scheme = schemeOf(session.headers)
    this.steps.push(`${identity.name}: declared by the configuration`)
    this.sessions.push(session)
    return true
  }
}

async function refuseScripts(): ReturnType<ScriptRunner> {
  return { headers: null, because: 'its script runs only with --scripts' }
}
