import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { headerOf, isSuccess, jsonOf, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { itemsOf } from '../state.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const SIZE = /^(?:limit|per_?page|page_?size|size|take|count|first)$/i
/** Names under which services take the size of a page. */
const SIZES = ['limit', 'per_page', 'page_size', 'pageSize', 'size', 'take', 'count', 'first']
/** Numbers at which lists are cut off by habit: a list of so many may have more. */
const USUAL_CAPS = new Set([10, 20, 25, 30, 50, 100, 200, 250, 500, 1000])
/** More than the largest page that is usual; where the source reads the list without a limit, more than a usual default says enough. */
const BEYOND_PAGES = 103
const BEYOND_DEFAULTS = 53
/** Beside a list without pages, one that the source reads whole too, and that takes no notice of sizes: more than the smallest pages. */
const LEAST_BESIDE = 20
/** Sizes at which a growing list is looked at: just beyond those at which most pages end. */
const STAGES = [21, BEYOND_DEFAULTS, BEYOND_PAGES]

/** Lists asked for a million objects, for one, and for none in particular. */
export async function probePagination(probing: Probing): Promise<void> {
  const readers = probing.operations.filter((operation) => operation.method === 'GET' && !/\{[^}]+\}$/.test(operation.path))
  const grown = new Set<string>()
  const lists: List[] = []
  try {
    for (const operation of readers) {
      const accepted = await probing.acceptedBy(operation)
      if (accepted === null || itemsOf(jsonOf(accepted.reply)) === null) continue
      const list = new List(probing, operation, accepted)
      await list.ask()
      // One list that takes no notice of sizes, and one that does but may know no largest.
      const kind = list.isUnpaged ? 'unpaged' : list.takesHuge ? 'paged' : null
      if (kind !== null && !grown.has(kind) && (await growUntilCut(probing, list, operation, accepted))) {
        grown.add(kind)
        await list.ask()
      }
      lists.push(list)
    }
  } finally {
    const isProven = lists.some((list) => list.isUnpaged && list.isSeen(false))
    for (const list of lists) await list.tell(isProven)
  }
  if (probing.factOf('pagination').trials.length === 0) probing.notTried('pagination', 'lists', 'no-data', 'no operation answers a list')
}

/** Puts objects into a list until it shows fewer than there are, or more than any page; false when none could be made. */
async function growUntilCut(probing: Probing, list: List, operation: Operation, accepted: Accepted): Promise<boolean> {
  const most = list.isUncut && isReadWhole(probing, operation) ? BEYOND_DEFAULTS : BEYOND_PAGES
  const before = list.plainItems
  let held = before
  for (const stage of STAGES.filter((size) => size > before && size <= most)) {
    if (!(await grow(probing, operation, accepted, stage - held))) return held > before
    held = stage
    if ((await list.largest()) < stage) return true
  }
  return held > before
}

/** One list, and what it answers to sizes. */
class List {
  plainItems = 0
  isUnpaged = false
  /** It gives one object where one is asked for, and refuses no size. */
  takesHuge = false
  private takesAny = false
  private mark: Readonly<Record<string, string>> = {}
  private readonly probing: Probing
  private readonly operation: Operation
  private readonly accepted: Accepted
  private answers: { readonly plain: Reply; readonly one: Reply; readonly huge: Reply; readonly negative: Reply } | null = null

  constructor(probing: Probing, operation: Operation, accepted: Accepted) {
    this.probing = probing
    this.operation = operation
    this.accepted = accepted
  }

  /** What it shows of what is in it by now, to a new address: an older answer may have been kept. */
  async largest(): Promise<number> {
    this.mark = { assay: this.probing.values.nonce('list') }
    const plain = await this.send({})
    if (!isSuccess(plain)) this.mark = {}
    this.plainItems = countOf(plain)
    return Math.max(this.plainItems, this.isUnpaged ? 0 : countOf(await this.send({ [this.sizeName]: '1000000' })))
  }

  /** It takes no notice of sizes, or takes each as it is. */
  get isUncut(): boolean {
    return this.isUnpaged || this.takesAny
  }

  private get sizeName(): string {
    return this.operation.parameters.find(({ name }) => SIZE.test(name))?.name ?? 'limit'
  }

  async ask(): Promise<void> {
    const declared = this.operation.parameters.find(({ name }) => SIZE.test(name))?.name
    const name = this.sizeName
    const plain = await this.send({})
    const one = await this.send(Object.fromEntries((declared === undefined ? SIZES : [declared]).map((each) => [each, '1'])))
    const huge = await this.send({ [name]: '1000000' })
    const negative = await this.send({ [name]: '-1' })
    this.answers = { plain, one, huge, negative }
    this.plainItems = countOf(plain)
    this.takesHuge =
      isSuccess(huge) && countOf(one) === 1 && this.plainItems > 1 && countOf(huge) >= this.plainItems && totalOf(huge) <= countOf(huge)
    // Where sizes are clamped, one below nothing gives little or nothing.
    this.takesAny = this.takesHuge && countOf(negative) === this.plainItems
    this.isUnpaged = isSuccess(one) && countOf(one) === this.plainItems && this.plainItems > 1 && !tellsMore(plain)
  }

  /** More objects at once than a page has; where another list of the service is known to have no pages, fewer tell the same of one that takes no notice of sizes. */
  isSeen(isProven: boolean): boolean {
    return this.largestSeen > 100 || this.isWhole(isProven)
  }

  private isWhole(isProven: boolean): boolean {
    const least = isProven && this.isUnpaged ? LEAST_BESIDE : 50
    return this.isUncut && this.plainItems > least && !USUAL_CAPS.has(this.plainItems) && isReadWhole(this.probing, this.operation)
  }

  private get largestSeen(): number {
    return this.answers === null ? 0 : Math.max(this.plainItems, countOf(this.answers.huge), countOf(this.answers.negative))
  }

  /** Tells what was seen; what showed too many objects is asked once more. */
  async tell(isProven: boolean): Promise<void> {
    const { probing, operation, accepted, answers, plainItems } = this
    if (answers === null) return
    const { plain, one, huge, negative } = answers
    const largest = this.largestSeen
    const isSeen = this.isSeen(isProven)
    const isWhole = this.isWhole(isProven)
    const shown = ([{}, { [this.sizeName]: '1000000' }, { [this.sizeName]: '-1' }] as const).find(
      (_, index) => countOf([plain, huge, negative][index] ?? plain) === largest,
    )
    const again = isSeen && shown !== undefined ? await this.send(shown) : null
    const count = isSeen ? 1 + (again !== null && countOf(again) >= largest ? 1 : 0) : 0
    probing.trial(
      'pagination',
      trialOn(operation, {
        name: 'huge page',
        saw: isSeen ? 'effect' : largest > 0 || huge.status >= 400 ? 'no-effect' : 'unclear',
        effect: `without a size ${plainItems} objects, for one ${said(one)}, for a million ${said(huge)}, for -1 ${said(negative)}`,
        identity: accepted.session?.name ?? 'anonymous',
        baseline: plain.exchange,
        control: one.exchange,
        attempts: exchangesOf(huge, negative, again),
        reproduced: { count, of: 2 },
        details: {
          plainItems,
          hugeItems: countOf(huge),
          negativeItems: countOf(negative),
          honoursLimit: countOf(one) === 1 && plainItems > 1,
          hugeStatus: huge.status,
          total: totalOf(plain),
          isWhole,
        },
      }),
    )
  }

  private send(query: Readonly<Record<string, string>>): Promise<Reply> {
    const { draft, session } = this.accepted
    return this.probing.send(session, { ...requestOf({ ...draft, query: { ...draft.query, ...query, ...this.mark } }), mayFail: true })
  }
}

/** Whether the source reads the list from its store without any limit. */
function isReadWhole(probing: Probing, operation: Operation): boolean {
  const route = probing.routes.find(({ place }) => place.file === operation.file && place.line === operation.line)
  const reads = route?.effects.filter(({ kind }) => kind === 'read-many') ?? []
  return reads.length > 0 && reads.every(({ isBounded }) => !isBounded)
}

/** Puts objects of our own into a list, where each can be removed again; false when that cannot be done. */
async function grow(probing: Probing, operation: Operation, accepted: Accepted, count: number): Promise<boolean> {
  const producer = probing.state.producerOf(operation.path)
  if (producer === null || !probing.mayWrite || operation.path.includes('{') || producer.declaredAccess === 'privileged') return false
  if (probing.state.itemOperation(operation.path, 'DELETE') === null || accepted.session === null) return false
  const made = await probing.acceptedBy(producer)
  if (made === null || made.session !== accepted.session) return false
  for (let sent = 0; sent < count; sent += 10) {
    const batch = Array.from({ length: Math.min(10, count - sent) }, () => probing.sendDraft(made.session, made.draft, { mayFail: true }))
    const replies = await Promise.all(batch)
    for (const reply of replies) rememberCreated(probing, made, reply)
    if (!replies.every(isSuccess)) return false
  }
  return true
}

function countOf(reply: Reply): number {
  return isSuccess(reply) ? (itemsOf(jsonOf(reply))?.length ?? 0) : 0
}

function said(reply: Reply): string {
  return isSuccess(reply) ? `${countOf(reply)} objects` : String(reply.status)
}

/** Whether an answer says that there is more of the list elsewhere. */
function tellsMore(reply: Reply): boolean {
  return (
    /rel="?next/i.test(headerOf(reply, 'link')) ||
    /"(?:next\w*|cursor|\w*_?cursor|has_?(?:more|next)\w*|page(?:_?info|_?token)?|offset|total_?pages)"\s*:/i.test(
      reply.body.slice(0, 200_000),
    ) ||
    totalOf(reply) > countOf(reply)
  )
}

function totalOf(reply: Reply): number {
  const total = /"(?:total|count|total_?count|totalItems)"\s*:\s*(\d+)/i.exec(reply.body)?.[1]
  return total === undefined ? -1 : Number(total)
}
