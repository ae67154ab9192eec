import type { Schema } from '../../../model/facts/service.ts'
import type { SendOptions, ServiceClient } from '../client.ts'
import { type Lesson, lessonOf } from '../lessons.ts'
import type { Operation } from '../operations.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import { type Credentials, cookieHeader } from '../session.ts'
import type { Values } from '../values.ts'
import {
  changedAt,
  credentialFor,
  credentialLevel,
  isFields,
  isPasswordName,
  withCredentials,
  withUnusualName,
  wrapsFields,
} from './credential-fields.ts'
import { asksForPassword, findTokenPage, readPage, saysNo, TOKEN_PATHS, tokenHeaders, wantsToken } from './page.ts'

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'
const MAX_ATTEMPTS = 10

type Fields = Record<string, unknown>

/** How one operation is asked to register somebody: what is learnt from its refusals stays. */
export class Registration {
  readonly operation: Operation
  /** Body of the last registration that was taken. */
  body: Fields | null = null
  reply: Reply | null = null
  contentType: string
  private readonly client: ServiceClient
  private readonly values: Values
  /** Page whose form or token belongs to each registration. */
  private pagePath: string | null
  private readonly tokenPaths: readonly string[]
  /** Where a token may be had was looked for. */
  private hasLooked = false
  private passwordLimit: number | null = null

  constructor(operation: Operation, client: ServiceClient, values: Values, tokenPaths: readonly string[] = TOKEN_PATHS) {
    this.tokenPaths = tokenPaths
    this.operation = operation
    this.client = client
    this.values = values
    this.contentType = operation.body?.contentType ?? JSON_TYPE
    this.pagePath = operation.page ?? (isForm(this.contentType) ? operation.path : null)
  }

  /** A request that registers somebody with the body that worked; null when none did. */
  async requestFor(credentials: Credentials): Promise<SendOptions | null> {
    return this.body === null ? null : this.requestWith(filled(this.body, credentials))
  }

  /** Registers somebody, adding what refusals ask for; the credentials may come back shortened to what is allowed. */
  async register(
    given: Credentials,
    extra: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly reply: Reply; readonly credentials: Credentials }> {
    let credentials = this.allowed(given)
    let body = filled(this.body ?? this.firstBody(), credentials)
    body = changedAt(body, credentialLevel(body), (level) => Object.assign(level, extra))
    const spare = this.body === null ? this.spareChanges(credentials) : []
    let reply = await this.send(body)
    for (let attempt = 0; attempt < MAX_ATTEMPTS && !isTaken(reply); attempt += 1) {
      if (!this.hasLooked && wantsToken(reply)) {
        this.hasLooked = true
        this.pagePath = await findTokenPage(this.client, [this.pagePath ?? this.operation.path, ...this.tokenPaths])
      } else if (!mayBeMended(reply)) break
      else {
        const before = JSON.stringify(body) + this.contentType + String(this.passwordLimit)
        body = this.improved(body, reply, credentials, extra)
        credentials = this.allowed(given)
        body = filled(body, credentials)
        while (before === JSON.stringify(body) + this.contentType + String(this.passwordLimit)) {
          const change = spare.shift()
          if (change === undefined) return { reply, credentials }
          body = change(body)
        }
      }
      reply = await this.send(body)
    }
    if (isTaken(reply)) {
      const level = credentialLevel(body)
      this.body = changedAt(body, level, (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in extra))))
      this.reply = reply
    }
    return { reply, credentials }
  }

  private firstBody(): Fields {
    const { body } = this.operation
    if (body !== null && Object.keys(body.schema.properties ?? {}).length > 0) return { ...this.values.body(body), ...makerIn(body.schema) }
    return { email: '', username: '', password: '', name: 'Assay User' }
  }

  private async send(body: Fields): Promise<Reply> {
    return this.client.send({ ...(await this.requestWith(body)), identity: 'anonymous' })
  }

  private async requestWith(body: Fields): Promise<SendOptions> {
    const { method, path } = this.operation
    const page = this.pagePath === null ? null : await readPage(this.client, this.pagePath)
    const encoded = encodeBody(this.contentType, page === null || !isForm(this.contentType) ? body : { ...page.hidden, ...body })
    return {
      method,
      path,
      headers: {
        'content-type': encoded.contentType,
        ...(page === null ? {} : { ...tokenHeaders(page.token), cookie: cookieHeader(page.cookies) }),
      },
      body: encoded.body,
    }
  }

  /** The body with what a refusal teaches. */
  private improved(body: Fields, reply: Reply, credentials: Credentials, extra: Readonly<Record<string, unknown>>): Fields {
    if (reply.status === 415) {
      this.contentType = isForm(this.contentType) ? JSON_TYPE : FORM_TYPE
      this.pagePath = isForm(this.contentType) ? this.operation.path : null
      return body
    }
    this.noteLimit(reply.body)
    const lesson = lessonOf(jsonOf(reply), reply.body)
    const [outer] = lesson.level
    if (outer !== undefined && credentialLevel(body).length === 0 && !(outer in body)) {
      const wrapped = lesson.level.reduceRight<Fields>((inner, name) => ({ [name]: inner }), { ...body })
      return changedAt(wrapped, lesson.level, (level) => this.taught(level, lesson, credentials, extra))
    }
    const wrapper = lesson.fields.find((name) => wrapsFields(name) && !(name in body))
    const isAlone = wrapper !== undefined && lesson.fields.every((name) => name === wrapper || name in body)
    if (isAlone && credentialLevel(body).length === 0) return { [wrapper]: body }
    return changedAt(body, credentialLevel(body), (level) => this.taught(level, lesson, credentials, extra))
  }

  private taught(level: Fields, lesson: Lesson, credentials: Credentials, extra: Readonly<Record<string, unknown>>): Fields {
    const before = new Set(Object.keys(level))
    for (const field of lesson.fields) if (!(field in level)) level[field] = credentialFor(field, credentials) ?? this.values.of(field, {})
    for (const [field, choice] of Object.entries(lesson.choices)) level[field] = choice
    // What a refusal names, has got and does not say what to do about may be one field too many.
    const isNew = lesson.fields.some((field) => !before.has(field))
    const needed = this.operation.body?.schema.required ?? []
    const mayGo = (field: string): boolean =>
      credentialFor(field, credentials) === undefined && !(field in lesson.choices) && !needed.includes(field)
    const blamed = isNew ? [] : lesson.fields.filter(mayGo)
    for (const field of [...lesson.unwanted, ...blamed]) if (!(field in extra)) delete level[field]
    return level
  }

  /** Reads how long a password may be from a refusal that names it. */
  private noteLimit(text: string): void {
    const match = /passw\w*[^.]{0,60}?(?:at most|max\w*|longer than|exceed|up to|between \d+ and)\D{0,20}(\d{1,3})/i.exec(
      text.slice(0, 4000),
    )
    const limit = Number(match?.[1] ?? 0)
    if (limit >= 6 && limit < 20) this.passwordLimit = limit
  }

  private allowed(credentials: Credentials): Credentials {
    if (this.passwordLimit === null || credentials.password.length <= this.passwordLimit) return credentials
    const password = credentials.password.slice(0, this.passwordLimit)
    this.client.masking.add(password, '$PASSWORD')
    return { ...credentials, password }
  }

  /** What is tried when a refusal teaches nothing more: the likeliest first. */
  private spareChanges(credentials: Credentials): ((body: Fields) => Fields)[] {
    const hasSchema = Object.keys(this.operation.body?.schema.properties ?? {}).length > 0
    const atLevel = (change: (level: Fields) => Fields) => (body: Fields) => changedAt(body, credentialLevel(body), change)
    const withFields = (fields: Readonly<Record<string, unknown>>) => atLevel((level) => ({ ...fields, ...level }))
    const changes = [
      withFields({ username: credentials.username, name: 'Assay User' }),
      withFields(confirmations(credentials.password)),
      atLevel(({ name: _name, ...rest }) => rest),
    ]
    if (hasSchema) return changes
    return [
      ...changes,
      withFields({ first_name: 'Assay', last_name: 'User', firstName: 'Assay', lastName: 'User' }),
      atLevel(() => ({ name: 'Assay User', email: credentials.email, password: credentials.password })),
      atLevel((level) => Object.fromEntries(['email', 'password'].map((name) => [name, credentialFor(name, credentials) ?? level[name]]))),
      atLevel(() => ({ username: credentials.username, password: credentials.password })),
      () => ({ user: { email: credentials.email, username: credentials.username, password: credentials.password } }),
      () => {
        this.contentType = FORM_TYPE
        this.pagePath = this.operation.path
        return {
          email: credentials.email,
          username: credentials.username,
          password: credentials.password,
          ...confirmations(credentials.password),
        }
      },
    ]
  }
}

const ROLE = /^(?:user_?|account_?)?(?:role|type|kind)$/i
/** Roles of those who make what others look at and buy; whoever registers may choose one of them. */
const MAKERS =
  /^(?:teacher|instructor|tutor|coach|trainer|seller|vendor|merchant|host|organi[sz]er|author|writer|creator|publisher|employer|recruiter|provider|landlord)$/i

/** The role of a maker, where registration offers one: most things can be made by nobody else. */
function makerIn({ properties = {} }: Schema): Fields {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, { enum: choices }]) => {
      const maker = ROLE.test(name) ? choices?.find((choice) => typeof choice === 'string' && MAKERS.test(choice)) : undefined
      return maker === undefined ? [] : [[name, maker]]
    }),
  )
}

/** The body of somebody: where no field is named after a user, the one beside the password tells users apart. */
function filled(body: Fields, credentials: Credentials): Fields {
  return { ...withUnusualName(withCredentials(body, credentials), credentials.username) }
}

export function isTaken(reply: Reply): boolean {
  if (isSuccess(reply)) return !asksForPassword(reply) && !saysNo(reply)
  return reply.status === 302 || reply.status === 303
}

export function isForm(contentType: string): boolean {
  return /urlencoded|multipart/i.test(contentType)
}

/** The name by which the service calls who was registered, where it chose one itself. */
export function givenName(reply: Reply, sent: Credentials, depth = 0, node: unknown = jsonOf(reply)): string | null {
  if (!isFields(node) || depth > 3) return null
  for (const [name, value] of Object.entries(node)) {
    if (/^(?:user_?name|login(?:_?(?:name|id))?|handle|(?:account|customer|member)_?(?:number|no))$/i.test(name)) {
      const text = typeof value === 'number' ? String(value) : value
      if (typeof text === 'string' && text !== '' && !Object.values(sent).includes(text)) return text
    }
    const inner = givenName(reply, sent, depth + 1, value)
    if (inner !== null && isFields(value)) return inner
  }
  return null
}

function confirmations(password: string): Record<string, string> {
  return Object.fromEntries(
    ['password_confirmation', 'confirm_password', 'confirmPassword', 'passwordConfirm', 'password2', 'password_confirm']
      .filter(isPasswordName)
      .map((name) => [name, password]),
  )
}

/** Refusals that another body may mend: also a page that came back with its form, and whatever names fields that it misses. */
function mayBeMended(reply: Reply): boolean {
  if ([400, 409, 415, 422, 500].includes(reply.status)) return true
  if (isSuccess(reply)) return asksForPassword(reply) || saysNo(reply)
  return (reply.status === 401 || reply.status === 403) && lessonOf(jsonOf(reply), reply.body).fields.length > 0
}
