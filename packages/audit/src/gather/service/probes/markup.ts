import { type InjectionPoint, nameOf, sendAt } from '../injection-points.ts'
import { isSameKind } from '../kin.ts'
import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { headerOf, isHtml, isTaken, jsonOf, type Reply } from '../reply.ts'
import { type Draft, isFreeText, withValue } from '../requests.ts'
import { idOf, itemOf, namedBy, shape } from '../state.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** The last answer to markup, and the word that was in it. */
export interface Marked {
  readonly reply: Reply
  readonly nonce: string
}

export async function markup(probing: Probing, point: InjectionPoint): Promise<Marked> {
  const replies: Reply[] = []
  let last: Marked = { reply: point.accepted.reply, nonce: probing.values.nonce('unsent') }
  let count = 0
  let isBare = false
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const nonce = probing.values.nonce('markup')
    const quoted: Reply | null = isBare ? null : await sendAt(probing, point, `${nonce}"'><svg/onload=${nonce}>`)
    // Where quotes break what comes before the page, markup goes without them.
    isBare ||= quoted !== null && quoted.status >= 500 && point.accepted.reply.status < 500
    const reply = isBare || quoted === null ? await sendAt(probing, point, `${nonce}<svg/onload=${nonce}>`) : quoted
    replies.push(reply)
    last = { reply, nonce }
    if (!executes(reply, `<svg/onload=${nonce}>`)) break
    count += 1
  }
  const bare = count === 0 && isBareValue(last) ? await attribute(probing, point) : []
  if (bare.length > 0) {
    replies.splice(0, replies.length, ...bare)
    count = bare.length
  }
  const control = count > 0 ? await sendAt(probing, point, probing.values.nonce('plain')) : null
  probing.trial(
    'crossSiteScripting',
    trialOn(point.accepted.operation, {
      name: 'reflected',
      parameter: nameOf(point),
      saw:
        count === 2 ? 'effect' : count === 1 ? 'unclear' : last.reply.status === 429 || last.reply.status === 0 ? 'blocked' : 'no-effect',
      effect:
        bare.length > 0
          ? 'a word in the value becomes an attribute of its own, with a script: no quotes stand around the value'
          : count > 0
            ? 'markup comes back as markup in HTML'
            : 'markup came back as text, or not at all',
      identity: point.accepted.session?.name ?? 'anonymous',
      baseline: point.accepted.reply.exchange,
      control: control?.exchange ?? null,
      attempts: exchangesOf(...replies),
      reproduced: { count, of: replies.length },
    }),
  )
  return last
}

/** Whether the word stands in a tag as the value of an attribute, with no quotes around it. */
function isBareValue({ reply, nonce }: Marked): boolean {
  return isHtml(reply) && new RegExp(`<[a-z][^<>]*\\s[\\w:-]+=${nonce}`, 'i').test(reply.body)
}

/** A space ends a value without quotes: what comes after it is an attribute. Answers in which it is, if in both. */
async function attribute(probing: Probing, point: InjectionPoint): Promise<readonly Reply[]> {
  const replies: Reply[] = []
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const nonce = probing.values.nonce('attribute')
    const reply = await sendAt(probing, point, `${nonce} onfocus=${nonce}`)
    if (!isHtml(reply) || !new RegExp(`<[a-z][^<>]*=${nonce} onfocus=${nonce}[\\s/>]`, 'i').test(reply.body)) return []
    replies.push(reply)
  }
  return replies
}

/** Markup unescaped where a browser would take it for HTML. */
function executes(reply: Reply, text: string): boolean {
  if (!reply.body.includes(text)) return false
  const type = headerOf(reply, 'content-type')
  return (
    isHtml(reply) ||
    /image\/svg|text\/xml|application\/xml/i.test(type) ||
    (type === '' && headerOf(reply, 'x-content-type-options').toLowerCase() !== 'nosniff')
  )
}

/** A place that took markup, and what it answered. */
interface Written {
  readonly point: InjectionPoint
  readonly reply: Reply
  /** What was written. */
  readonly text: string
}

/** Requests that may write markup. */
const MOST_WRITES = 60

/** Markup that was written into objects, looked for in every page of HTML: in those that were met, and in those of what was just written. */
export async function storedMarkup(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  const written: Written[] = []
  const texts = points.filter(({ place, value }) => place.in === 'body' && typeof value === 'string')
  let left = MOST_WRITES
  for (const group of Map.groupBy(texts, ({ accepted }) => accepted.operation.key).values()) {
    // All free texts of a request at once; one by one what is left, or where that was refused.
    const marks = group.map((point) => ({ point, text: markOf(probing, point) }))
    const free = marks.filter(({ point: { place } }) => isFreeText(place.name) && !ADDRESS.test(place.name))
    const taken = new Set<InjectionPoint>()
    for (const batch of [...(free.length > 1 ? [free] : []), ...marks.map((mark) => [mark])]) {
      if (left <= 0 || batch.every(({ point }) => taken.has(point))) continue
      left -= 1
      const reply = await write(probing, batch)
      if (!isTaken(reply)) continue
      written.push(...batch.map((mark) => ({ ...mark, reply })))
      for (const { point } of batch) taken.add(point)
    }
  }
  if (written.length === 0) return
  for (const operation of probing.operations.filter((candidate) => candidate.method === 'GET')) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null || !isHtml(accepted.reply)) continue
    const page = await probing.sendDraft(accepted.session, accepted.draft)
    for (const each of written) {
      if (runs(page, each.text)) await tellStored(probing, accepted, accepted.draft, each)
      else {
        const draft = draftOfWritten(operation, accepted, each)
        const own = draft === null ? null : await probing.sendDraft(accepted.session, draft, { mayFail: true })
        if (draft !== null && own !== null && runs(own, each.text)) await tellStored(probing, accepted, draft, each)
      }
    }
  }
}

function markOf(probing: Probing, { place }: InjectionPoint): string {
  const nonce = probing.values.nonce('stored')
  return ADDRESS.test(place.name) ? `javascript:${nonce}//` : `<svg/onload=${nonce}>`
}

async function write(probing: Probing, marks: readonly { readonly point: InjectionPoint; readonly text: string }[]): Promise<Reply> {
  const accepted = marks[0]?.point.accepted
  if (accepted === undefined) throw new Error('nothing is to be written')
  const draft = marks.reduce((made, { point, text }) => withValue(made, point.place, text), accepted.draft)
  const reply = await probing.pages.landed(accepted.session, await probing.sendDraft(accepted.session, draft, { mayFail: true }))
  const object = isTaken(reply) ? rememberCreated(probing, accepted, reply) : null
  if (object !== null) await probing.bring(object, accepted.session)
  return reply
}

/** The page of what was just made or written to, where the answer or the path names it as the page's path does; null where it is the same page. */
function draftOfWritten({ path }: Operation, accepted: Accepted, { point, reply }: Written): Draft | null {
  const item = itemOf(path) ?? itemOf(/^[^{]*\{[^}/]+\}(?=\/[^{]+$)/.exec(path)?.[0] ?? '')
  if (item === null) return null
  // A comment shows on the page of what it was written to.
  const parent = point.accepted.draft.path[item.parameter]
  if (parent !== undefined && shape(point.accepted.operation.path).startsWith(`${shape(path)}/`))
    return parent === accepted.draft.path[item.parameter] ? null : withValue(accepted.draft, { in: 'path', name: item.parameter }, parent)
  const answer = jsonOf(reply)
  const isOfCollection = isSameKind(item.collection, point.accepted.operation.path)
  const id = namedBy(item.parameter, answer) ?? (isOfCollection ? idOf(answer) : null)
  return id === null || id === accepted.draft.path[item.parameter]
    ? null
    : withValue(accepted.draft, { in: 'path', name: item.parameter }, id)
}

async function tellStored(probing: Probing, accepted: Accepted, draft: Draft, { point, reply, text }: Written): Promise<void> {
  const { operation } = point.accepted
  const page = await probing.sendDraft(accepted.session, draft)
  const again = await probing.sendDraft(accepted.session, draft)
  const count = [page, again].filter((each) => runs(each, text)).length
  probing.trial(
    'crossSiteScripting',
    trialOn(accepted.operation, {
      name: 'stored',
      saw: count === 2 ? 'effect' : 'unclear',
      effect: `${text.startsWith('javascript:') ? 'an address of a script' : 'markup'} that was written by ${operation.method} ${operation.path} (${nameOf(point)}) comes back as ${text.startsWith('javascript:') ? 'a link' : 'markup'}`,
      identity: point.accepted.session?.name ?? 'anonymous',
      baseline: accepted.reply.exchange,
      control: accepted.reply.exchange,
      attempts: exchangesOf(reply, page, again),
      reproduced: { count, of: 2 },
      details: { writtenBy: `${operation.method} ${operation.path}` },
    }),
  )
}

/** Fields whose value becomes a link. */
const ADDRESS = /url|uri|link|website|homepage|href|web_?page|blog|site$/i

function runs(reply: Reply, text: string): boolean {
  if (!text.startsWith('javascript:')) return executes(reply, text)
  return isHtml(reply) && new RegExp(`<a\\b[^>]{0,400}\\bhref\\s*=\\s*["']?${text.replaceAll('/', '\\/')}`, 'i').test(reply.body)
}

export async function missingPage(probing: Probing): Promise<void> {
  const nonce = probing.values.nonce('page')
  const markupText = `<svg/onload=${nonce}>`
  const replies: Reply[] = []
  for (const path of [
    `/${nonce}${encodeURIComponent(markupText)}`,
    `/${nonce}?q=${encodeURIComponent(markupText)}`,
    `/${nonce}${markupText}`,
  ]) {
    const reply = await probing.client.send({ method: 'GET', path, mayFail: true })
    if (executes(reply, markupText)) {
      replies.push(reply, await probing.client.send({ method: 'GET', path, mayFail: true }))
      break
    }
  }
  const count = replies.filter((reply) => executes(reply, markupText)).length
  probing.trial(
    'crossSiteScripting',
    trialOn(
      { method: 'GET', path: '/{unknown}', file: null, line: null },
      {
        name: 'error-page',
        saw: count === 2 ? 'effect' : 'no-effect',
        effect: count === 2 ? 'the page for unknown paths repeats markup' : 'the page for unknown paths repeats no markup',
        attempts: exchangesOf(...replies),
        control: null,
        reproduced: { count, of: 2 },
      },
    ),
  )
}
