import type { ProbeName } from '../../../model/facts/service.ts'
import { Canary } from '../canary.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { type StoredSubject, storedSubjects, type Use } from '../stored-subjects.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { TEMPLATES } from './markers.ts'
import { tellsError } from './sql-injection.ts'

/** How long a request of the service may take to arrive. */
const HEARD_MS = 300

/** Texts that are stored without harm and used by another operation: as a template, in a statement, as an address to ask. */
export async function probeUsedLater(probing: Probing): Promise<void> {
  if (!probing.mayWrite) return
  for (const subject of await storedSubjects(probing)) {
    try {
      const base = await used(subject, {})
      if (base === null) continue
      if (base.some(({ reply }) => isSuccess(reply))) {
        await asTemplate(probing, subject, base)
        await inStatement(probing, subject, base)
      }
      // An address where nobody answers fails its use; one of ours does not.
      await asAddress(probing, subject, base)
    } finally {
      await subject.restore()
    }
  }
}

interface Used {
  readonly use: Use
  readonly reply: Reply
}

/** What the operations answer that use a thing stored with these values; null where it was refused. */
async function used(subject: StoredSubject, values: Readonly<Record<string, unknown>>): Promise<readonly Used[] | null> {
  const uses = await subject.store(values)
  if (uses === null) return null
  const all: Used[] = []
  for (const use of uses) all.push({ use, reply: await use.ask() })
  return all
}

const replyOf = (all: readonly Used[] | null, { operation }: Use): Reply | null =>
  all?.find(({ use }) => use.operation === operation)?.reply ?? null

async function asTemplate(probing: Probing, subject: StoredSubject, base: readonly Used[]): Promise<void> {
  const { values } = probing
  const factors = new Map(subject.texts.map((field) => [field, [values.number('factor'), values.number('factor')] as const]))
  const textFor = ([a, b]: readonly [number, number]): string => TEMPLATES.map(({ make }) => make(a, b)).join(' ')
  const texts = [...factors].map(([field, each]) => ({ [field]: textFor(each) }))
  const all = [...((await used(subject, Object.assign({}, ...texts))) ?? [])]
  // One of the texts may be too long for its field: each is stored by itself then.
  if (all.length === 0 && texts.length > 1) for (const each of texts) all.push(...((await used(subject, each)) ?? []))
  for (const { use, reply } of all) {
    // A filter or a word of one language may be refused by another, which reads the rest all the same.
    const isBroken = reply.status >= 400 && isSuccess(replyOf(base, use) ?? { status: 500 })
    const field = [...factors].find(([, [a, b]]) => reply.body.includes(String(a * b)))?.[0]
    // Where one language breaks at the words of another, each is tried for itself in each text.
    const found = field !== undefined ? [field] : isBroken ? subject.texts : []
    for (const each of found) if (await calculates(probing, subject, use, each, replyOf(base, use))) return
  }
}

async function calculates(probing: Probing, subject: StoredSubject, use: Use, field: string, base: Reply | null): Promise<boolean> {
  for (const marker of TEMPLATES) {
    const ask = async (): Promise<{ readonly reply: Reply | null; readonly isShown: boolean }> => {
      const [a, b] = [probing.values.number('factor'), probing.values.number('factor')]
      const reply = replyOf(await used(subject, { [field]: marker.make(a, b) }), use)
      return { reply, isShown: reply?.body.includes(String(a * b)) === true }
    }
    const first = await ask()
    if (!first.isShown || first.reply === null) continue
    const again = await ask()
    const control = replyOf(await used(subject, { [field]: 'assay 3 * 4' }), use)
    tell(probing, 'templateInjection', subject, use, field, {
      isSeen: again.isShown,
      effect: 'is read as a template here: the answer holds the product of two numbers that were stored as a calculation',
      base,
      control,
      attempts: [first.reply, again.reply],
    })
    return again.isShown
  }
  return false
}

async function inStatement(probing: Probing, subject: StoredSubject, base: readonly Used[]): Promise<void> {
  const fails = (reply: Reply | null): boolean => reply !== null && (tellsError(reply) || reply.status >= 500)
  const quoted = await used(subject, Object.fromEntries(subject.texts.map((field) => [field, "assay'"])))
  const hurt = quoted?.find(({ use, reply }) => fails(reply) && !fails(replyOf(base, use)))
  if (hurt === undefined) return
  const { use } = hurt
  for (const field of subject.texts) {
    const ask = async (quotes: string): Promise<Reply | null> => replyOf(await used(subject, { [field]: `assay${quotes}` }), use)
    const one = await ask("'")
    if (!fails(one)) continue
    const [two, three, four] = [await ask("''"), await ask("'''"), await ask("''''")]
    const isSeen = two !== null && isSuccess(two) && fails(three) && four !== null && isSuccess(four)
    tell(probing, 'sqlInjection', subject, use, field, {
      ...(one !== null && tellsError(one) ? {} : { name: 'stored quotes' }),
      isSeen,
      effect: 'goes into a statement here: odd numbers of quotes in it fail, even ones do not',
      base: replyOf(base, use),
      control: two,
      attempts: [one, three],
    })
    if (isSeen) return
  }
}

async function asAddress(probing: Probing, subject: StoredSubject, base: readonly Used[]): Promise<void> {
  if (subject.addresses.length === 0 || !probing.client.isLoopback) return
  const canary = await Canary.open()
  try {
    for (const field of subject.addresses) {
      const ask = async (): Promise<{
        readonly all: readonly Used[] | null
        readonly hit: string | null
        readonly early: string | null
      }> => {
        const word = probing.values.nonce('canary', 14)
        // Where numbers of inner networks are refused, a name that leads there may not be.
        const uses =
          (await subject.store({ [field]: `${canary.baseUrl}/${word}` })) ??
          (await subject.store({ [field]: `${canary.baseUrl.replace('127.0.0.1', 'localhost')}/${word}` })) ??
          (await subject.store({ [field]: `${canary.baseUrl.replace('127.0.0.1', '0.0.0.0')}/${word}` }))
        // What is asked as soon as it is stored needs no other operation.
        const early = uses === null ? null : await canary.hitBy(word, 0)
        const all: Used[] = []
        for (const use of uses ?? []) all.push({ use, reply: await use.ask() })
        return { all, hit: uses === null ? null : await canary.hitBy(word, HEARD_MS), early }
      }
      const first = await ask()
      const use = first.all?.[0]?.use
      if (first.hit === null || first.early !== null || use === undefined) continue
      const again = await ask()
      tell(probing, 'serverSideRequests', subject, use, field, {
        isSeen: again.hit !== null && again.early === null,
        effect: `is asked here: ${first.hit}`,
        base: replyOf(base, use),
        control: replyOf(base, use),
        attempts: [replyOf(first.all, use), replyOf(again.all, use)],
      })
      return
    }
  } finally {
    await canary.close()
  }
}

interface Seen {
  readonly name?: string
  readonly isSeen: boolean
  readonly effect: string
  readonly base: Reply | null
  readonly control: Reply | null
  readonly attempts: readonly (Reply | null)[]
}

function tell(probing: Probing, probe: ProbeName, subject: StoredSubject, use: Use, field: string, seen: Seen): void {
  use.operation.probes += 1
  probing.trial(
    probe,
    trialOn(use.operation, {
      name: seen.name ?? 'stored',
      parameter: `stored ${field}`,
      saw: seen.isSeen ? 'effect' : 'unclear',
      effect: `${field} of ${subject.operation.key} ${seen.effect}`,
      identity: subject.session.name,
      baseline: seen.base?.exchange ?? null,
      control: seen.control?.exchange ?? null,
      attempts: exchangesOf(...seen.attempts),
      reproduced: { count: seen.isSeen ? 2 : 1, of: 2 },
      details: { isHinted: false },
    }),
  )
}
