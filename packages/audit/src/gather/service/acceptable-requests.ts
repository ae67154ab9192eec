import type { Schema } from '../../model/facts/service.ts'
import { type FileValue, fileWith, isFile, pictureFile } from './files.ts'
import { formGuesses, isFormOf, rememberGuess } from './form-guesses.ts'
import { lessonOf } from './lessons.ts'
import { broughtThroughStates } from './object-states.ts'
import type { Operation } from './operations.ts'
import { draftsWithFile, narrowerBodies } from './other-bodies.ts'
import type { OwnIds } from './own-ids.ts'
import type { Pages } from './pages.ts'
import type { Accepted, Probing } from './probing.ts'
import { fieldsInWords, valuesInWords } from './refusal-words.ts'
import { isSuccess, isTaken, jsonOf, normalised, type Reply, showsErrors } from './reply.ts'
import { type Draft, draftOf, leavesOf, namesDays, placed, requestOf } from './requests.ts'
import type { Session } from './session.ts'
import { fill } from './state.ts'

/** Makes requests that operations accept, learning from refusals. */
export class AcceptableRequests {
  private readonly probing: Probing
  private readonly ids: OwnIds
  private readonly pages: Pages
  private readonly refusedForms = new Map<string, number>()
  /** Operations that took a thing in none of its states. */
  private readonly broughtInVain = new Set<string>()
  /** Names of the fields that an operation took of a caller, where it refused all of them together. */
  private readonly narrowed = new Map<string, readonly string[]>()

  constructor(probing: Probing, ids: OwnIds, pages: Pages) {
    this.probing = probing
    this.ids = ids
    this.pages = pages
  }

  /** Sends a valid request, learning from refusals; what it creates is remembered. */
  async attempt(operation: Operation, session: Session | null, fixedIds?: Readonly<Record<string, string>>, nonce = ''): Promise<Accepted> {
    const another =
      fixedIds === undefined && this.ids.wantsOfAnother(operation) === 'path' ? await this.ids.pathOfAnother(operation, session) : null
    if (another !== null) this.ids.notePartnerWanted(operation, 'path')
    const ids = { ...(await this.ids.idsFor(operation, session)), ...another, ...fixedIds }
    const form = await this.pages.formFor(operation, session, fill(operation.path, ids))
    const known = await this.ids.knownValues(operation, session)
    let draft = draftOf(operation, this.probing.values, ids, { ...form?.values, ...known })
    if (form !== null) draft = { ...draft, carried: form.carried }
    const few = this.narrowed.get(`${operation.key} ${session?.name ?? ''}`)
    if (few !== undefined && draft.body !== null)
      draft = { ...draft, body: Object.fromEntries(Object.entries(draft.body).filter(([name]) => few.includes(name))) }
    if (nonce !== '' && draft.body !== null) draft = { ...draft, body: withNonce(draft.body, nonce) }
    let reply = await this.probing.sendDraft(session, draft)
    if (reply.status === 415 && draft.body !== null && !operation.origins.includes('openapi')) {
      const typed = withOtherType(operation)
      const second = await this.probing.sendDraft(session, { ...draft, operation: typed })
      if (second.status !== 415) {
        operation.body = typed.body
        draft = { ...draft, operation: typed }
        reply = second
      }
    }
    for (const candidate of [400, 415, 422].includes(reply.status) ? draftsWithFile(draft, reply) : []) {
      const second = await this.probing.sendDraft(session, candidate)
      if (!isTaken(second)) continue
      operation.body = candidate.operation.body
      draft = candidate
      reply = second
      break
    }
    const pictured = withPictures(draft.body)
    if ([400, 415, 422].includes(reply.status) && pictured !== null) {
      const candidate = { ...draft, body: pictured }
      const second = await this.probing.sendDraft(session, candidate)
      if (isTaken(second)) {
        draft = candidate
        reply = second
      }
    }
    let most = MOST_LESSONS
    for (let step = 0; step < most && (reply.status === 400 || reply.status === 422) && operation.method !== 'GET'; step += 1) {
      const lesson = lessonOf(jsonOf(reply), reply.body)
      const body: Record<string, unknown> = { ...draft.body }
      for (const field of lesson.fields) if (!(field in body)) body[field] = this.valueOf(operation, field, session)
      // Where a field names somebody, any number is somebody's.
      const choices = Object.entries(lesson.choices).filter(([field]) => this.ids.namesOfAnother(field, {}, session).length === 0)
      for (const [field, choice] of choices) body[field] = choice
      for (const field of lesson.unwanted) delete body[field]
      const isAsked = (field: string): boolean => choices.some(([name, choice]) => name === field && draft.body?.[name] !== choice)
      for (const field of lesson.fields)
        if (field in (draft.body ?? {}) && step > 0 && !isAsked(field) && this.mayChange(operation, field, body[field], session))
          body[field] = this.alternativeFor(field, body[field], session)
      // Where each answer names one field more, one lesson does not do.
      if (Object.keys(body).length > Object.keys(draft.body ?? {}).length) most = Math.min(most + 1, 3 * MOST_LESSONS)
      if (JSON.stringify(body) === JSON.stringify(draft.body)) {
        if (step > 0) break
        for (const field of lesson.fields)
          if (field in body && this.mayChange(operation, field, body[field], session))
            body[field] = this.alternativeFor(field, body[field], session)
        if (JSON.stringify(body) === JSON.stringify(draft.body)) break
      }
      const learnt = learntOperation(operation, body)
      draft = { ...draft, operation: learnt, body }
      reply = await this.probing.sendDraft(session, draft)
    }
    if (operation.method !== 'GET' && draft.body !== null && REFUSED.has(reply.status)) {
      const things = await this.ids.thingsOfAnother(operation, session)
      const candidate = things === null ? null : { ...draft, body: { ...draft.body, ...things } }
      const second = candidate === null ? null : await this.probing.sendDraft(session, candidate, { mayFail: true })
      if (candidate !== null && second !== null && isTaken(second)) {
        this.ids.notePartnerWanted(operation, 'body')
        draft = candidate
        reply = second
      }
    }
    if (operation.method !== 'GET' && fixedIds === undefined && REFUSED.has(reply.status)) {
      const path = await this.ids.pathOfAnother(operation, session)
      const candidate = path === null ? null : { ...draft, path: { ...draft.path, ...path } }
      const second = candidate === null ? null : await this.probing.sendDraft(session, candidate, { mayFail: true })
      if (candidate !== null && second !== null && isTaken(second)) {
        this.ids.notePartnerWanted(operation, 'path')
        draft = candidate
        reply = second
      }
    }
    if (reply.status === 403 && operation.method !== 'GET' && few === undefined) {
      for (const body of narrowerBodies(draft)) {
        const second = await this.probing.sendDraft(session, { ...draft, body }, { mayFail: true })
        if (!isTaken(second)) continue
        this.narrowed.set(`${operation.key} ${session?.name ?? ''}`, Object.keys(body))
        draft = { ...draft, body }
        reply = second
        break
      }
    }
    // Days that are taken: others may be free.
    if (reply.status === 409 && operation.method === 'POST' && operation.freshDays == null && namesDays(draft.body)) {
      operation.freshDays = { asked: 0 }
      const second = await this.probing.sendDraft(session, draft, { mayFail: true })
      if (isTaken(second)) reply = second
      else operation.freshDays = null
    }
    if (reply.status === 409 && fixedIds === undefined && operation.method === 'POST' && !this.broughtInVain.has(operation.key)) {
      const brought = await broughtThroughStates(this.probing, operation, session, (path) =>
        this.probing.sendDraft(session, { ...draft, path: { ...draft.path, ...path } }, { mayFail: true }),
      )
      if (brought === null) this.broughtInVain.add(operation.key)
      else {
        draft = { ...draft, path: { ...draft.path, ...brought.ids } }
        reply = brought.reply
      }
    }
    if ((reply.status === 400 || reply.status === 422) && draft.body !== null && operation.method !== 'GET') {
      const guessed = await this.guess(operation, session, { draft, reply })
      if (guessed !== null) {
        draft = guessed.draft
        reply = guessed.reply
      }
    }
    if ([400, 422, 500].includes(reply.status) && operation.method === 'POST' && hasUnknownBody(operation)) {
      const body = { ...this.probing.values.commonBody(), ...draft.body }
      const candidate = { ...draft, operation: learntOperation(operation, body), body }
      const common = await this.probing.sendDraft(session, candidate, { mayFail: true })
      if (isSuccess(common)) {
        draft = candidate
        reply = common
      }
    }
    const filled = isFormOf(operation) && operation.method !== 'GET' ? await this.otherForm(operation, session, draft, reply) : null
    if (filled !== null) {
      rememberGuess(operation, draft, filled.draft)
      draft = filled.draft
      reply = filled.reply
    }
    for (let step = 0; step < 3 && (reply.status === 400 || reply.status === 422) && operation.method === 'GET'; step += 1) {
      const missing = lessonOf(jsonOf(reply), reply.body).fields.filter((field) => !(field in draft.query))
      const optional = operation.parameters
        .filter((parameter) => parameter.in === 'query' && !(parameter.name in draft.query))
        .map((parameter) => parameter.name)
      const fields = missing.length > 0 ? missing : optional
      if (fields.length === 0) break
      const schemaOf = (field: string): Schema =>
        operation.parameters.find(({ name, in: place }) => place === 'query' && name === field)?.schema ?? {}
      const values = Object.fromEntries(fields.map((field) => [field, String(this.probing.values.of(field, schemaOf(field)))]))
      draft = { ...draft, query: { ...draft.query, ...values } }
      reply = await this.probing.sendDraft(session, draft)
    }
    if (
      operation.method === 'POST' &&
      isSuccess(reply) &&
      ['other', 'admin', 'upload'].includes(operation.purpose) &&
      this.createsObjects(operation, reply)
    )
      this.probing.state.remember(fill(operation.path, draft.path), reply, session, nonce)
    if (REMOVES.test(operation.path) && isTaken(reply)) this.probing.state.noteRemoval(requestOf(draft).path)
    if (isTaken(reply)) this.probing.state.notePublication(requestOf(draft).path)
    return { operation, draft, session, reply }
  }

  /** A value for a field that a refusal asked for. */
  private valueOf(operation: Operation, field: string, session: Session | null): unknown {
    const schema = operation.body?.schema.properties?.[field] ?? {}
    return this.ids.namesOfAnother(field, schema, session)[0] ?? this.probing.values.of(field, schema)
  }

  /** Whether another kind of value may go into a field: where nothing tells what it takes, or where it names another user. */
  private mayChange(operation: Operation, field: string, value: unknown, session: Session | null): boolean {
    return !isFile(value) && (!isTold(operation, field) || this.ids.namesOfAnother(field, {}, session).length > 0)
  }

  /** Another value for a field: where it names somebody, another name of the same user of ours, never a number that is anybody's. */
  private alternativeFor(field: string, value: unknown, session: Session | null): unknown {
    const names = this.ids.namesOfAnother(field, {}, session)
    return names.length === 0 ? alternative(value) : names[(names.indexOf(value) + 1) % names.length]
  }

  /** Other values for fields whose type nobody told, where the refusal does not say which is wrong: what changes the complaint is kept. */
  private async guess(
    operation: Operation,
    session: Session | null,
    first: { readonly draft: Draft; readonly reply: Reply },
  ): Promise<{ readonly draft: Draft; readonly reply: Reply } | null> {
    let { draft } = first
    let complaint = normalised(first.reply.body)
    let tries = 0
    const names = Object.keys(draft.body ?? {})
    const blamed = fieldsInWords(first.reply.body, names)
    for (const name of [...blamed, ...names.filter((one) => !blamed.includes(one))]) {
      const isBlamed = blamed.includes(name)
      const isSettled = isTold(operation, name) && !isBlamed && leastOf(operation, name, draft.body?.[name]).length === 0
      if (/mail|pass/i.test(name) || isFile(draft.body?.[name]) || isSettled) continue
      const others = this.ids.namesOfAnother(name, operation.body?.schema.properties?.[name] ?? {}, session)
      const scopes = isBlamed && /scope|permission|abilit/i.test(name) ? (await this.probing.told.scopeWords()).map((word) => [word]) : []
      const values = isBlamed ? [...scopes, ...valuesInWords(first.reply.body, draft.body?.[name])].slice(0, MOST_BY_WORDS) : []
      const least = leastOf(operation, name, draft.body?.[name])
      const tried = others.length > 0 ? others : isTold(operation, name) ? [...values, ...least] : [...values, ...guessesFor(name)]
      for (const value of isBlamed && mayLack(operation, name) ? [...tried, LEFT_OUT] : tried) {
        if (tries >= MOST_GUESSES) return null
        tries += 1
        const { [name]: _without, ...rest } = draft.body ?? {}
        const candidate = { ...draft, body: value === LEFT_OUT ? rest : { ...draft.body, [name]: value } }
        const reply = await this.probing.sendDraft(session, candidate, { mayFail: true })
        if (isSuccess(reply)) {
          rememberGuess(operation, first.draft, candidate)
          return { draft: candidate, reply }
        }
        const said = normalised(reply.body)
        if (![400, 422].includes(reply.status) || said === complaint || namesField(reply, name)) continue
        draft = candidate
        complaint = said
        break
      }
    }
    return null
  }

  /** Fields of a form that want a number, a day or a document, where the page does not say so: another body that is taken. */
  private async otherForm(
    operation: Operation,
    session: Session | null,
    draft: Draft,
    refused: Reply,
  ): Promise<{ readonly draft: Draft; readonly reply: Reply } | null> {
    const isRefused = async (reply: Reply): Promise<boolean> =>
      [400, 415, 422, 500].includes(reply.status) ||
      (isTaken(reply) ? showsErrors(await this.pages.landed(session, reply)) : isSuccess(reply) && showsErrors(reply))
    if ((this.refusedForms.get(operation.key) ?? 0) >= MOST_REFUSED_FORMS || !(await isRefused(refused))) return null
    this.refusedForms.set(operation.key, (this.refusedForms.get(operation.key) ?? 0) + 1)
    for (const body of formGuesses(operation, draft)) {
      const candidate = { ...draft, body }
      const reply = await this.probing.sendDraft(session, candidate, { mayFail: true })
      if (isTaken(reply) && !(await isRefused(reply))) return { draft: candidate, reply }
    }
    return null
  }

  createsObjects(operation: Operation, reply: Reply): boolean {
    return (
      reply.status === 201 ||
      this.probing.state.itemOperation(operation.path, 'GET') !== null ||
      this.probing.state.itemOperation(operation.path, 'DELETE') !== null ||
      operation.effects.includes('create')
    )
  }
}

/** What is said to who orders an own thing, or what is not there. */
const REFUSED: ReadonlySet<number> = new Set([400, 403, 404, 409, 422])

/** A form is filled in otherwise this often before it is left alone. */
const MOST_REFUSED_FORMS = 2

/** The operation with its body as a form, or as JSON where it was one. */
function withOtherType(operation: Operation): Operation {
  const isJson = /json/.test(operation.body?.contentType ?? '')
  const contentType = isJson ? 'application/x-www-form-urlencoded' : 'application/json'
  return { ...operation, body: { isRequired: true, schema: { type: 'object' }, ...operation.body, contentType } }
}

/** The body with pictures in place of texts as files, where it has any: some services take nothing else; null otherwise. */
function withPictures(body: Draft['body']): Draft['body'] {
  const files = Object.entries(body ?? {}).filter(([, value]) => isFile(value))
  if (body === null || files.length === 0) return null
  return { ...body, ...Object.fromEntries(files.map(([name, value]) => [name, pictureFile((value as FileValue).content.toString())])) }
}

/** What takes an object away, where no method says so. */
const REMOVES = /\}\/(?:delete|remove|destroy|cancel|archive)\/?$/i

/** Puts a word into the file of a body, or into the first text that may hold any. */
export function withNonce(body: Readonly<Record<string, unknown>>, nonce: string): Readonly<Record<string, unknown>> {
  const file = Object.entries(body).find((entry): entry is [string, FileValue] => isFile(entry[1]))
  if (file !== undefined) return { ...body, [file[0]]: fileWith(file[1], nonce) }
  // The id of a label or an address is no text, and names what there is.
  const free = leavesOf(body).filter(([name, value]) => typeof value === 'string' && !/(?:_id|Id)$/.test(ownName(name)))
  const chosen =
    free.find(
      ([name]) =>
        /title|name|note|description|comment|content|text|body|message|label|subject|address|reason|remark|memo/i.test(ownName(name)) &&
        !/user_?name/i.test(ownName(name)),
    ) ?? free.find(([name, value]) => String(value).startsWith('assay ') && !/mail|pass|url|date|type|status/i.test(ownName(name)))
  return chosen === undefined ? { ...body } : placed(body, chosen[0], `assay ${nonce}`)
}

/** The last name of a place inside of objects. */
const ownName = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** Refusals that are learnt from. */
const MOST_LESSONS = 4
/** Requests that may go into guessing the types of a body. */
const MOST_GUESSES = 14
/** Values that are tried of a field because of the words of a refusal. */
const MOST_BY_WORDS = 4

/** Whether specification or source say what a field takes. */
function isTold({ body }: Operation, name: string): boolean {
  const schema = body?.schema.properties?.[name]
  return schema?.type !== undefined || schema?.enum !== undefined
}

/** The smallest number that a field takes, where more was sent: amounts have bounds that no schema tells. */
function leastOf({ body }: Operation, name: string, sent: unknown): readonly number[] {
  const { type, minimum = 1 } = body?.schema.properties?.[name] ?? {}
  const isNumber = type === 'integer' || type === 'number'
  return isNumber && typeof sent === 'number' && sent > minimum && minimum > 0 ? [minimum] : []
}

/** In place of a value: the request comes without the field. */
const LEFT_OUT = Symbol('left out')

/** Whether a schema names the field and does not ask for it. */
function mayLack({ body }: Operation, name: string): boolean {
  return body?.schema.properties?.[name] !== undefined && body.schema.required?.includes(name) !== true
}

/** Whether a refusal is about this very field: another value of it was no better. */
function namesField(reply: Reply, name: string): boolean {
  return lessonOf(jsonOf(reply), reply.body).fields.includes(name)
}

/** An address that needs no name to be looked up: of the range for documentation (RFC 5737), behind which nothing is. */
const NUMBERED_ADDRESS = 'https://203.0.113.10/assay'

function guessesFor(name: string): readonly unknown[] {
  if (/priority|level|severity/i.test(name)) return [1, 'normal', 'low', 'medium', 'high']
  if (/status|state/i.test(name)) return ['open', 'active', 'pending', 'todo', 'new', 'draft']
  if (/scopes|permissions/i.test(name)) return [['read'], 'read']
  if (/theme|colou?r_?scheme/i.test(name)) return ['light', 'dark']
  if (/url|uri|link|callback|endpoint|website|home_?page/i.test(name)) return [NUMBERED_ADDRESS]
  if (/items|tags|ids|list|lines/i.test(name)) return [[], ['assay']]
  if (/(?:_?id|Id)$/.test(name)) return ['1', 1]
  if (/count|quantity|amount|price|number|size|total|cents|days|hours|minutes|year|age|stock/i.test(name)) return [1, '1']
  if (/^is|^has|enabled|active|public|done/i.test(name)) return [true, false]
  return [1, true]
}

/** Another kind of value, when the first was refused. */
function alternative(value: unknown): unknown {
  if (typeof value === 'string') return /^\d+$/.test(value) ? Number(value) : 1
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value[0] ?? 'assay'
  return 'assay'
}

/** Whether neither specification nor source tells what a body holds. */
function hasUnknownBody({ body }: Operation): boolean {
  return body === null || (/json/.test(body.contentType) && Object.keys(body.schema.properties ?? {}).length === 0)
}

/** The operation with fields that a refusal taught. */
function learntOperation(operation: Operation, body: Readonly<Record<string, unknown>>): Operation {
  if (!hasUnknownBody(operation)) return operation
  return {
    ...operation,
    body: {
      contentType: 'application/json',
      isRequired: true,
      schema: { type: 'object', properties: Object.fromEntries(Object.keys(body).map((name) => [name, {}])) },
    },
  }
}
