import type { SendOptions, ServiceClient } from '../client.ts'
import { lessonOf } from '../lessons.ts'
import type { Operation } from '../operations.ts'
import { isSuccess, jsonOf, leadsToLogin, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import { type Credentials, cookieHeader } from '../session.ts'
import type { Values } from '../values.ts'
import {
  changedAt,
  credentialFor,
  credentialLevel,
  fieldNames,
  isEmailName,
  isPasswordName,
  leafNames,
  namesUser,
  withCredentials,
  withUnusualName,
} from './credential-fields.ts'
import { asksForPassword, findTokenPage, type Page, readPage, saysNo, TOKEN_PATHS, tokenHeaders, wantsToken } from './page.ts'
import { isForm } from './registration.ts'

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'
const MAX_ATTEMPTS = 14

type Fields = Record<string, unknown>
type NameKind = 'email' | 'username' | 'phone'

/** One way to ask a login: a body whose leaves are named after credentials, and how it is encoded. */
interface LoginForm {
  readonly body: Fields
  readonly contentType: string
  readonly nameKind: NameKind | null
}

export interface LoginAnswer {
  readonly reply: Reply
  /** What the page of the form gave, to be kept beside the login's cookies. */
  readonly page: Page | null
}

/** How one operation is asked to log somebody in: the form that worked stays. */
export class Login {
  readonly operation: Operation
  private form: LoginForm | null = null
  private readonly client: ServiceClient
  private readonly values: Values
  private pagePath: string | null
  private readonly tokenPaths: readonly string[]
  /** Where a token may be had was looked for. */
  private hasLooked = false

  constructor(operation: Operation, client: ServiceClient, values: Values, tokenPaths: readonly string[] = TOKEN_PATHS) {
    this.tokenPaths = tokenPaths
    this.operation = operation
    this.client = client
    this.values = values
    this.pagePath =
      operation.page ?? (isForm(operation.body?.contentType ?? '') && operation.origins.includes('crawl') ? operation.path : null)
  }

  get isKnown(): boolean {
    return this.form !== null
  }

  /** Field that names the user. */
  get nameField(): string {
    const names = leafNames(this.current().body)
    return names.find(namesUser) ?? names.find((name) => !isPasswordName(name)) ?? 'email'
  }

  get passwordField(): string {
    return leafNames(this.current().body).find(isPasswordName) ?? 'password'
  }

  /** Name by which a user logs in. */
  nameOf(credentials: Credentials): string {
    const kind = this.form?.nameKind ?? (isEmailName(this.nameField) ? 'email' : 'username')
    return credentials[kind]
  }

  /** A request with any values in the places of name and password. */
  async requestFor(
    name: unknown,
    password: unknown,
    extra: Readonly<Record<string, unknown>> = {},
  ): Promise<SendOptions & { readonly page: Page | null }> {
    const { body, contentType } = this.current()
    const { nameField } = this
    const placed = changedAt(body, credentialLevel(body), (level) =>
      Object.assign(
        Object.fromEntries(
          Object.entries(level).map(([field, value]) => [
            field,
            isPasswordName(field) ? password : field === nameField ? name : namesUser(field) ? otherName(field, name) : value,
          ]),
        ),
        extra,
      ),
    )
    return this.request(placed, contentType)
  }

  /** Logs in, trying what the operation may want until `take` accepts an answer. */
  async logIn(
    credentials: Credentials,
    identity: string,
    registered: Fields | null,
    take: (answer: LoginAnswer) => boolean,
  ): Promise<{ readonly isIn: boolean; readonly last: Reply | null }> {
    let last: Reply | null = null
    const queue = this.form === null ? this.candidates(registered) : [this.form]
    const tried = new Set<string>()
    for (let step = 0; step < queue.length && tried.size < MAX_ATTEMPTS; step += 1) {
      const form = queue[step]
      if (form === undefined || tried.has(JSON.stringify(form))) continue
      tried.add(JSON.stringify(form))
      const answer = await this.ask(form, credentials, identity)
      last = answer.reply
      if (letsIn(last, this.operation) && take(answer)) {
        this.form = form
        return { isIn: true, last }
      }
      if ([404, 405, 429].includes(last.status)) break
      if (this.form === null) this.learn(form, last, queue, step)
    }
    return { isIn: false, last }
  }

  private async ask(form: LoginForm, credentials: Credentials, identity: string): Promise<LoginAnswer> {
    const name = form.nameKind === null ? null : credentials[form.nameKind]
    const filledIn = withCredentials(form.body, name === null ? credentials : { ...credentials, username: name })
    const body = withUnusualName(filledIn, name ?? credentials.username)
    const send = async (): Promise<LoginAnswer> => {
      const { page, ...request } = await this.request(body, form.contentType)
      return { reply: await this.client.send({ ...request, identity }), page }
    }
    const first = await send()
    if (this.hasLooked || !wantsToken(first.reply)) return first
    this.hasLooked = true
    this.pagePath = await findTokenPage(this.client, [this.pagePath ?? this.operation.path, ...this.tokenPaths])
    return send()
  }

  private async request(body: Fields, contentType: string): Promise<SendOptions & { readonly page: Page | null }> {
    const { method, path } = this.operation
    const page = this.pagePath === null ? null : await readPage(this.client, this.pagePath)
    const encoded = encodeBody(contentType, page === null || !isForm(contentType) ? body : { ...page.hidden, ...body })
    return {
      method,
      path,
      headers: {
        'content-type': encoded.contentType,
        ...(page === null || Object.keys(page.cookies).length === 0 ? {} : { cookie: cookieHeader(page.cookies) }),
        ...(page === null ? {} : tokenHeaders(page.token)),
      },
      body: encoded.body,
      page,
    }
  }

  /** The form that worked, or the likeliest one. */
  private current(): LoginForm {
    return this.form ?? this.candidates(null)[0] ?? { body: { email: '', password: '' }, contentType: JSON_TYPE, nameKind: 'email' }
  }

  private candidates(registered: Fields | null): LoginForm[] {
    const { body } = this.operation
    const declared = body?.contentType ?? JSON_TYPE
    if (body !== null && fieldNames(body.schema).some(isPasswordName)) {
      const made = filled(this.values.body(body))
      const plain = { body: made, contentType: declared, nameKind: null }
      // A field `username` may mean the address, also where registration took both.
      const other = leafNames(made).some(isEmailName) ? [] : (['email', 'phone'] as const).map((nameKind) => ({ ...plain, nameKind }))
      const first = registered !== null && !leafNames(registered).some((name) => credentialFor(name, NAMES) === NAMES.username)
      return first ? [...other, plain] : [plain, ...other]
    }
    const level = registered === null ? [] : credentialLevel(registered)
    const names = registered === null ? ['email', 'username'] : leafNames(registered).filter(namesUser)
    const wrapped = (fields: Fields): Fields => level.reduceRight<Fields>((inner, name) => ({ [name]: inner }), fields)
    const bodies: Fields[] = [...names, 'email', 'username', 'login', 'identifier', 'user'].map((name) => ({ [name]: '', password: '' }))
    const all = Object.fromEntries(names.map((name) => [name, '']))
    bodies.splice(Math.min(2, names.length), 0, { ...all, password: '' })
    // What the registration called the password, the login calls so too.
    const own = leafNames(registered ?? {}).filter(
      (name) => isPasswordName(name) && name !== 'password' && !/confirm|repeat|again|2$/i.test(name),
    )
    if (own.length > 0) bodies.unshift({ ...all, ...Object.fromEntries(own.map((name) => [name, ''])) })
    const typed = (fields: Fields, contentType: string): LoginForm => ({ body: fields, contentType, nameKind: null })
    return [
      ...bodies.flatMap((fields) =>
        level.length === 0 ? [typed(fields, declared)] : [typed(wrapped(fields), declared), typed(fields, declared)],
      ),
      typed({ username: '', password: '', grant_type: 'password' }, FORM_TYPE),
      { body: { username: '', password: '' }, contentType: declared, nameKind: 'email' },
      { body: { username: '', password: '', grant_type: 'password' }, contentType: FORM_TYPE, nameKind: 'email' },
    ]
  }

  /** Puts what a refusal asks for in front of the other ways. */
  private learn(form: LoginForm, reply: Reply, queue: LoginForm[], step: number): void {
    if (reply.status === 415) {
      const contentType = isForm(form.contentType) ? JSON_TYPE : FORM_TYPE
      for (let index = step + 1; index < queue.length; index += 1) {
        const later = queue[index]
        if (later !== undefined) queue[index] = { ...later, contentType }
      }
      queue.splice(step + 1, 0, { ...form, contentType })
      return
    }
    if (![400, 401, 422].includes(reply.status)) return
    const { fields, choices, unwanted } = lessonOf(jsonOf(reply), reply.body)
    const level = credentialLevel(form.body)
    const known = new Set(leafNames(form.body))
    const missing = fields.filter((name) => !known.has(name))
    if (missing.length === 0 && unwanted.length === 0 && Object.keys(choices).length === 0) return
    const hasName = missing.some(namesUser)
    const body = changedAt(form.body, level, (fields_) => {
      const kept = Object.entries(fields_).filter(
        ([name]) => !unwanted.includes(name) && !(hasName && namesUser(name)) && !(missing.some(isPasswordName) && isPasswordName(name)),
      )
      const added = missing.map((name): [string, unknown] => [
        name,
        namesUser(name) || isPasswordName(name) ? '' : this.values.of(name, {}),
      ])
      return { ...Object.fromEntries([...kept, ...added]), ...choices }
    })
    queue.splice(step + 1, 0, { ...form, body })
  }
}

const NAMES: Credentials = { email: 'email', username: 'username', phone: 'phone', password: 'password' }

/** Whether an answer may be that of a login that worked. */
export function letsIn(reply: Reply, operation: Operation): boolean {
  if (isSuccess(reply)) return !asksForPassword(reply) && !saysNo(reply)
  if (reply.status !== 302 && reply.status !== 303) return false
  const location = reply.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? ''
  return !leadsToLogin(reply) && !location.split('?')[0]?.endsWith(operation.path)
}

function otherName(field: string, name: unknown): unknown {
  return isEmailName(field) && typeof name === 'string' && !name.includes('@') ? `${name}@example.com` : name
}

/** The body with its names and passwords emptied, to be filled for each user. */
function filled(body: Fields): Fields {
  return withCredentials(body, { email: '', username: '', phone: '', password: '' })
}
