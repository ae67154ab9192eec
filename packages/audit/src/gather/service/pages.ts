import { attributeOf, formsOf, type HtmlForm } from './html-forms.ts'
import { TOKEN_NAME } from './identities/page.ts'
import type { Operation } from './operations.ts'
import { isFormToken, learnFromForm } from './page-lessons.ts'
import type { Probing } from './probing.ts'
import { headerOf, isHtml, isSuccess, leadsToLogin, type Reply } from './reply.ts'
import type { Session } from './session.ts'
import { fits, shape } from './state.ts'
import { singular } from './values.ts'

/** The form that sends an operation, as one user is shown it. */
export interface ShownForm {
  /** Values that the page has filled in, or offers. */
  readonly values: Readonly<Record<string, unknown>>
  /** Tokens against forged requests, to be sent back. */
  readonly carried: Readonly<Record<string, string>>
}

/** A page is asked for its form this often in vain before it is believed to have none. */
const MOST_MISSES = 2

/** Reads pages as a browser does: which form sends an operation, where a redirect leads, which ids are linked. */
export class Pages {
  private readonly probing: Probing
  private readonly misses = new Map<string, number>()
  /** Forms of this site carry tokens. */
  private hasTokens = false

  constructor(probing: Probing) {
    this.probing = probing
  }

  /** The form that sends the operation, read afresh: its tokens are for one use, its choices for one user. */
  async formFor(operation: Operation, session: Session | null, path: string): Promise<ShownForm | null> {
    if (session === null || operation.method !== 'POST' || this.probing.identities.cookieScheme === null) return null
    if ((this.misses.get(operation.key) ?? 0) >= MOST_MISSES) return null
    let carried: Readonly<Record<string, string>> = {}
    for (const page of this.candidates(operation, path)) {
      const reply = await this.read(page, session)
      if (!isSuccess(reply) || !isHtml(reply)) continue
      const form = formOf(reply.body, operation, path, page)
      // The tokens of another form are the session's too.
      if (form === null) {
        carried = { ...tokensOf(reply.body), ...carried }
        continue
      }
      learnFromForm(operation, form, page)
      this.hasTokens ||= form.fields.some(isFormToken)
      return shown(form)
    }
    // Where the page of the form is not shown to this user, another page's tokens are the session's too.
    const start = this.probing.identities.check?.request.path
    if (Object.keys(carried).length === 0 && this.hasTokens && start !== undefined)
      carried = tokensOf((await this.read(start, session)).body)
    if (Object.keys(carried).length > 0) return { values: {}, carried }
    this.misses.set(operation.key, (this.misses.get(operation.key) ?? 0) + 1)
    return null
  }

  /** The answer with the page that a redirect after a form leads to in place of its body; as it is, when it leads nowhere of ours. */
  async landed(session: Session | null, reply: Reply): Promise<Reply> {
    if (reply.status !== 302 && reply.status !== 303) return reply
    const path = this.pathOf(headerOf(reply, 'location'))
    if (path === null || leadsToLogin(reply)) return reply
    const page = await this.read(path, session)
    return isSuccess(page) ? { ...reply, body: page.body } : reply
  }

  /** Ids of a collection that the page of its list shows to a session; null when there is no such page. */
  async idsListed(collection: string, session: Session | null): Promise<ReadonlySet<string> | null> {
    if (this.probing.identities.cookieScheme === null) return null
    const lister = this.probing.state.listerOf(collection)
    if (lister === null || lister.path.includes('{')) return null
    const reply = await this.read(lister.path, session)
    return isSuccess(reply) && isHtml(reply) ? new Set(this.idsIn(reply.body, collection)) : null
  }

  /** The id of what a form has just made: where the browser is sent, or what is new on the page of the list. */
  async idOfNew(
    collection: string,
    before: ReadonlySet<string> | null,
    reply: Reply,
    session: Session | null,
    nonce: string,
  ): Promise<string | null> {
    const location = this.pathOf(headerOf(reply, 'location'))
    const named = location === null ? undefined : this.idsIn(`href="${location}"`, collection)[0]
    if (named !== undefined) return named
    if (before === null) return null
    const lister = this.probing.state.listerOf(collection)
    if (lister === null) return null
    const { body } = await this.read(lister.path, session)
    const after = this.idsIn(body, collection).filter((id) => !before.has(id))
    if (after.length <= 1) return after[0] ?? null
    const at = nonce === '' ? -1 : body.indexOf(nonce)
    if (at < 0) return null
    return after.reduce((best, id) => (distance(body, id, at) < distance(body, best, at) ? id : best))
  }

  /** Ids that the addresses and the fields of a page name, in their order. */
  idsIn(html: string, collection: string): readonly string[] {
    const own = shape(collection)
    const words = new Set(
      this.probing.operations.flatMap(({ path }) => {
        const rest = shape(path)
        return rest.startsWith(`${own}/`) ? [rest.slice(own.length + 1).split('/')[0] ?? ''] : []
      }),
    )
    const noun = singular(own.split('/').at(-1) ?? '')
    const found = new Set<string>()
    for (const [, address = ''] of html.matchAll(/(?:href|action|data-[\w-]+)\s*=\s*["']([^"'#\s]{1,300})/gi)) {
      const path = this.pathOf(address)?.split('?')[0] ?? ''
      const segment = path.startsWith(`${collection}/`) ? (path.slice(collection.length + 1).split('/')[0] ?? '') : ''
      if (segment !== '' && !words.has(segment)) found.add(decodeURIComponent(segment.replace(/%(?![0-9a-f]{2})/gi, '%25')))
    }
    for (const [tag] of html.matchAll(/<input\b[^>]{0,400}>/gi)) {
      const name = attributeOf(tag, 'name')
      if (/^hidden$/i.test(attributeOf(tag, 'type')) && isIdOf(name, noun) && attributeOf(tag, 'value') !== '')
        found.add(attributeOf(tag, 'value'))
    }
    return [...found]
  }

  private candidates(operation: Operation, path: string): readonly string[] {
    const isForm = operation.page !== null || /form/.test(operation.body?.contentType ?? '') || operation.purpose === 'upload'
    if (!isForm && /(?:^|\/)(?:api|v\d+|rest|graphql)(?:\/|$)/i.test(path)) return []
    const parent = path.replace(/\/[^/]+\/?$/, '') || '/'
    const isKnown = (page: string): boolean =>
      this.probing.operations.some((one) => one.method === 'GET' && fits(shape(one.path), page.replace(/(.)\/+$/, '$1')))
    const near = [path, parent].filter((page) => page === '/' || isKnown(page))
    return [...new Set([...(operation.page === null ? [] : [operation.page]), ...near])]
  }

  private read(path: string, session: Session | null): Promise<Reply> {
    return this.probing.send(session, { method: 'GET', path, headers: { accept: 'text/html,*/*;q=0.8' }, mayFail: true })
  }

  /** Path and query of an address of the service itself. */
  private pathOf(address: string): string | null {
    if (address === '') return null
    try {
      const url = new URL(address.replaceAll('&amp;', '&'), this.probing.client.base)
      return url.origin === this.probing.client.base.origin ? url.pathname + url.search : null
    } catch {
      return null
    }
  }
}

/** The form of a page that sends to a path, else to another of the same operation. */
function formOf(html: string, operation: Operation, path: string, page: string): HtmlForm | null {
  const sent = formsOf(html).filter(({ method }) => method === 'POST')
  const target = (form: HtmlForm): string => new URL(form.action === '' ? page : form.action, new URL(page, 'http://page.invalid')).pathname
  const same = sent.filter((form) => fits(shape(operation.path), target(form).replace(/(.)\/+$/, '$1')))
  return same.find((form) => target(form) === path) ?? same[0] ?? null
}

function tokensOf(html: string): Readonly<Record<string, string>> {
  const tokens = formsOf(html).flatMap(({ fields }) => fields.filter(isFormToken))
  return Object.fromEntries(tokens.map(({ name, value }) => [name, value]))
}

function shown(form: HtmlForm): ShownForm {
  const values: Record<string, unknown> = {}
  const carried: Record<string, string> = {}
  for (const field of form.fields) {
    if (isFormToken(field)) carried[field.name] = field.value
    else if (field.choices.length > 0) values[field.name] = field.choices.includes(field.value) ? field.value : field.choices[0]
    else if (field.value !== '' && !['checkbox', 'file', 'password'].includes(field.type)) values[field.name] = field.value
  }
  return { values, carried }
}

function isIdOf(name: string, noun: string): boolean {
  return noun !== '' && new RegExp(`^${noun.replace(/\W/g, '')}_?(?:id|pk|no|key)$`, 'i').test(name) && !TOKEN_NAME.test(name)
}

function distance(text: string, word: string, from: number): number {
  let best = Number.MAX_SAFE_INTEGER
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) best = Math.min(best, Math.abs(at - from))
  return best
}
