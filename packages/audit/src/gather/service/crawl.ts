import type { OperationParameter } from '../../model/facts/service.ts'
import type { ServiceClient } from './client.ts'
import { queryParameter, templateOf } from './examples.ts'
import { formsOf, type HtmlForm } from './html-forms.ts'
import { LINKED_ACT } from './object-acts.ts'
import { crawledOperation, identityOf, type Operation, purposeOf } from './operations.ts'
import { learnFromForm, learnFromLink, schemaOfForm } from './page-lessons.ts'
import { withPrefixes } from './prefixes.ts'
import { headerOf, isHtml, isRefusal, isSuccess, jsonOf, type Reply } from './reply.ts'
import { callsInScript, type ScriptCall } from './script-calls.ts'
import { fits, shape } from './state.ts'

const STARTS = ['/', '/api', '/api/v1', '/v1']
const MAPS = ['/robots.txt', '/sitemap.xml']
const GUESSES = [
  '/users',
  '/products',
  '/orders',
  '/items',
  '/posts',
  '/me',
  '/api/users',
  '/api/products',
  '/api/orders',
  '/api/items',
  '/api/me',
  '/health',
]
const MAX_PAGES = 60
/** Where specification or source name the operations, links only add what both forgot. */
const MAX_PAGES_BESIDE = 25
const MAX_SCRIPTS = 12
/** Characters of a script that are read: bundles hold the whole client. */
const MAX_SCRIPT = 3_000_000
/** Of the pages of one template a few tell all. */
const MAX_ALIKE = 3
/** Links that do something when they are followed. */
const ACTS = /log-?out|sign-?out|delete|remove|destroy|unsubscribe|cancel|disable|deactivate|revoke/i
const ASSET = /\.(?:css|png|jpe?g|gif|svg|ico|webp|woff2?|ttf|map|pdf|zip|mp4)$/i

export interface CrawlOptions {
  /** Headers of who follows the links. */
  readonly headers?: Readonly<Record<string, string>>
  readonly identity?: string
  /** What is known by better ways. */
  readonly known: readonly Operation[]
}

/** Finds operations by following links, forms and the addresses in scripts; common paths are guessed where nothing else is known. */
export async function crawl(client: ServiceClient, options: CrawlOptions): Promise<readonly Operation[]> {
  return new Crawling(client, options).run()
}

class Crawling {
  private readonly client: ServiceClient
  private readonly options: CrawlOptions
  private readonly isAlone: boolean
  private readonly found = new Map<string, Operation>()
  private readonly queue: string[]
  private readonly seen: Set<string>
  /** Pages of one kind that were followed. */
  private readonly alike = new Map<string, number>()
  private scripts = 0
  /** What scripts send, not placed yet: a prefix may be set elsewhere. */
  private readonly called: Operation[] = []

  constructor(client: ServiceClient, options: CrawlOptions) {
    this.client = client
    this.options = options
    this.isAlone = options.known.length === 0
    this.queue = this.isAlone ? [...STARTS, ...MAPS] : ['/', ...MAPS, ...entrances(options.known)]
    this.seen = new Set(this.queue)
  }

  async run(): Promise<readonly Operation[]> {
    const guarded = await this.guardedPrefixes()
    const limit = this.isAlone ? MAX_PAGES : MAX_PAGES_BESIDE
    for (let step = 0; step < this.queue.length && step < limit; step += 1) await this.visit(this.queue[step] ?? '/', guarded)
    if (this.isAlone) {
      for (const path of GUESSES) {
        if (this.seen.has(path)) continue
        const reply = await this.ask(path)
        if (isSuccess(reply) || (isRefusal(reply) && !guarded(path))) this.addLink(path)
      }
    }
    for (const operation of await withPrefixes(this.called, this.client)) if (operation.exists !== 'no') this.add(operation)
    return [...this.found.values()]
  }

  private async visit(link: string, guarded: (path: string) => boolean): Promise<void> {
    const reply = await this.ask(link)
    const path = link.split('?')[0] ?? link
    const isScript = /\.m?js$/i.test(path)
    const isStart = STARTS.includes(link) || MAPS.includes(link)
    const sendsOn = reply.status >= 300 && reply.status < 400 && link.includes('?')
    if (!isScript && ((isSuccess(reply) && !isStart) || sendsOn || (isRefusal(reply) && !guarded(path)))) this.addLink(link)
    if (isStart && reply.status >= 300 && reply.status < 400) this.follow(headerOf(reply, 'location'), path)
    if (!isSuccess(reply)) return
    if (isHtml(reply)) for (const form of formsOf(reply.body)) this.addForm(form, link)
    if (isScript || isHtml(reply)) for (const call of callsInScript(reply.body.slice(0, MAX_SCRIPT))) this.addCall(call)
    for (const next of linksIn(reply, isScript, link)) this.follow(next, path)
  }

  private follow(link: string, from: string): void {
    const act = this.actOn(link, from)
    if (act !== null) {
      this.addLink(act)
      return
    }
    const next = this.localPath(link, from)
    if (next !== null) this.learn(next)
    if (next === null || this.seen.has(next) || this.seen.size > MAX_PAGES * 2) return
    const [path = next] = next.split('?')
    const kind = this.knownAt('GET', path)?.path ?? templateOf(path)
    const alike = this.alike.get(kind) ?? 0
    if (alike >= MAX_ALIKE) return
    this.alike.set(kind, alike + 1)
    if (/\.m?js$/i.test(next.split('?')[0] ?? '')) {
      if (this.scripts >= MAX_SCRIPTS) return
      this.scripts += 1
    }
    this.seen.add(next)
    this.queue.push(next)
  }

  /** What a link says of an operation that is known stands in it, whether it is followed or not. */
  private learn(link: string): void {
    const [path = link, search = ''] = link.split('?')
    const known = search === '' ? undefined : this.knownAt('GET', path)
    if (known !== undefined) learnFromLink(known, path, [...new URLSearchParams(search)])
  }

  private ask(path: string): Promise<Reply> {
    const { headers = {}, identity = 'anonymous' } = this.options
    return this.client.send({
      method: 'GET',
      path,
      headers: { accept: 'text/html,application/json;q=0.9,*/*;q=0.8', ...headers },
      identity,
      mayFail: true,
    })
  }

  /** A link with its ids as parameters, whose values are examples. */
  private addLink(link: string): void {
    const [path = link, search = ''] = link.split('?')
    const known = this.knownAt('GET', path)
    if (known !== undefined) {
      learnFromLink(known, path, [...new URLSearchParams(search)])
      return
    }
    const template = templateOf(path)
    const actual = path.split('/')
    const inPath = template.split('/').flatMap((segment, index): OperationParameter[] => {
      const name = /^\{(.+)\}$/.exec(segment)?.[1]
      return name === undefined ? [] : [{ name, in: 'path', isRequired: true, schema: { type: 'string', example: actual[index] ?? '1' } }]
    })
    const query = [...new URLSearchParams(search)].slice(0, 20).map(([name, value]) => queryParameter(name, value))
    this.add({ ...crawledOperation('GET', template), parameters: [...inPath, ...query] })
  }

  private addForm(form: HtmlForm, page: string): void {
    const action = this.resolved(form.action === '' ? page : form.action, page)
    if (action === null) return
    const [path = action] = action.split('?')
    const known = this.knownAt(form.method === 'POST' ? 'POST' : 'GET', path)
    if (known !== undefined) {
      learnFromForm(known, form, page)
      return
    }
    const isAct = ACTS.test(path)
    // A form that does something to one thing is known, and sent only for things of our own; one without an id may be the account itself.
    if (isAct && (form.method !== 'POST' || (purposeOf('POST', path, '') !== 'logout' && !templateOf(path).includes('{')))) return
    if (form.method !== 'POST') {
      const parameters = form.fields.map(({ name, value }) => queryParameter(name, value))
      this.add({ ...crawledOperation('GET', templateOf(path)), parameters })
      return
    }
    const hasPassword = form.fields.some(({ type }) => type === 'password')
    const operation = crawledOperation('POST', templateOf(path))
    const purpose = operation.purpose === 'other' && hasPassword ? purposeOf('POST', page, '') : operation.purpose
    this.add({ ...operation, page, purpose, body: { contentType: form.enctype, isRequired: true, schema: schemaOfForm(form) } })
  }

  /** A request that a script sends; what it only reads is followed as well. */
  private addCall({ method, path, query, fields }: ScriptCall): void {
    if (this.knownAt(method, path) !== undefined || (method === 'GET' && ACTS.test(path))) return
    if (method === 'GET' && !path.includes('{')) this.follow(path, '/')
    const operation = crawledOperation(method, path)
    const schema = { type: 'object' as const, properties: Object.fromEntries(fields.map((name) => [name, {}])), required: [...fields] }
    this.called.push({
      ...operation,
      parameters: [...operation.parameters, ...query.map((name) => queryParameter(name, ''))],
      body: fields.length === 0 ? null : { contentType: 'application/json', isRequired: true, schema },
    })
  }

  private add(operation: Operation): void {
    const identity = identityOf(operation.method, operation.path)
    const same = this.found.get(identity)
    if (same === undefined) this.found.set(identity, operation)
    else {
      const names = new Set(same.parameters.map(({ name }) => name))
      same.parameters = [...same.parameters, ...operation.parameters.filter(({ name }) => !names.has(name))]
    }
  }

  /** An operation that specification or source name, and that a path is of. */
  private knownAt(method: string, path: string): Operation | undefined {
    const fitting = this.options.known.filter((known) => known.method === method && fits(shape(known.path), path.replace(/(.)\/+$/, '$1')))
    return fitting.find(({ path: own }) => !own.includes('{')) ?? fitting[0]
  }

  /** A link that does something to one thing: known, and not followed here. */
  private actOn(link: string, from: string): string | null {
    const path = this.resolved(link, from)?.split('?')[0] ?? ''
    return templateOf(path).includes('}/') &&
      LINKED_ACT.test(
        path
          .split('/')
          .filter((part) => part !== '')
          .at(-1) ?? '',
      )
      ? path
      : null
  }

  private localPath(link: string, from: string): string | null {
    const path = this.resolved(link, from)
    return path === null || ACTS.test(path.split('?')[0] ?? '') || ASSET.test(path.split('?')[0] ?? '') ? null : path
  }

  private resolved(link: string, from: string): string | null {
    try {
      const url = new URL(link.replaceAll('&amp;', '&'), new URL(from, this.client.base))
      return url.origin === this.client.base.origin ? url.pathname + url.search : null
    } catch {
      return null
    }
  }

  /** Where even unknown paths are refused, a refusal says nothing about what exists. */
  private async guardedPrefixes(): Promise<(path: string) => boolean> {
    const guarded: string[] = []
    for (const prefix of ['', '/api', '/api/v1', '/v1']) {
      if (isRefusal(await this.ask(`${prefix}/assay-unknown-path`))) guarded.push(`${prefix}/`)
    }
    return (path) => guarded.some((prefix) => path.startsWith(prefix) || `${path}/` === prefix)
  }
}

/** Pages with the forms of logins and registrations, which nothing links to where whoever is not signed in is sent there. */
const entrances = (known: readonly Operation[]): readonly string[] =>
  known
    .filter(({ method, path, purpose }) => method === 'GET' && (purpose === 'login' || purpose === 'register') && !path.includes('{'))
    .map(({ path }) => path)
    .slice(0, 4)

function linksIn(reply: Reply, isScript: boolean, link: string): readonly string[] {
  const text = reply.body.slice(0, 300_000)
  if (link === '/robots.txt')
    return [...text.matchAll(/^\s*(?:dis)?allow:\s*(\/[^\s*$]{1,200})\s*$/gim)].map((match) => match[1] ?? '').slice(0, 40)
  if (link === '/sitemap.xml') return [...text.matchAll(/<loc>\s*([^<\s]{1,300})/gi)].map((match) => match[1] ?? '').slice(0, 40)
  if (isScript || /javascript/i.test(headerOf(reply, 'content-type')))
    return [...text.matchAll(/["'`](\/(?:api|rest|v\d+|auth|users?|graphql)(?:\/[\w.-]{1,60}){0,6})["'`]/g)]
      .map((match) => match[1] ?? '')
      .slice(0, 60)
  if (!isHtml(reply)) return linksOfJson(jsonOf(reply))
  const inMarkup = [...text.matchAll(/(?:href|src)\s*=\s*["']([^"'#\s]{1,300})/gi)].map((match) => match[1] ?? '')
  const inScripts = [...text.matchAll(/["'`](\/(?:api|rest|v\d+)(?:\/[\w.-]{1,60}){1,6})["'`]/g)].map((match) => match[1] ?? '')
  return [...inMarkup, ...inScripts]
}

function linksOfJson(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return /^(?:https?:\/\/[^\s]+|\/[\w./-]{1,200})$/.test(value) ? [value] : []
  if (depth > 4 || typeof value !== 'object' || value === null) return []
  return Object.values(value)
    .flatMap((child) => linksOfJson(child, depth + 1))
    .slice(0, 100)
}
