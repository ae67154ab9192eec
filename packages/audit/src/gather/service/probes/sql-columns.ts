import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { leavesOf, withFields, withValue } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** Marks between which databases take the name of a column. */
const QUOTES = ['"', '`'] as const
/** Values that name a column, where a field asks for one. */
const NAMES_COLUMN = /(?:^|\.)(?:field|column|(?:sort|order)_?(?:by|field|column))$/i

/** A request with a column named in it, and the name that it was accepted with. */
interface Named {
  readonly accepted: Accepted
  /** Place of the name: `body conditions.0.field`, `names of the body`. */
  readonly place: string
  readonly column: string
  readonly ask: (name: string) => Promise<Reply>
  /** What joins two columns where the name stands: of conditions, of assignments. */
  readonly joint: string
}

/**
 * Names of columns that a request gives: as the value of a field that asks for one, or as a name in the body that no schema knows and the service
 * writes all the same. A name of no column fails in the database; one that leaves the marks around it, and ends within them again, does not.
 */
export async function probeSqlColumns(probing: Probing): Promise<void> {
  if (!probing.mayWrite) return
  for (const operation of probing.wireOperations) {
    const isJson = /json/i.test(operation.body?.contentType ?? '')
    if (!['POST', 'PUT', 'PATCH'].includes(operation.method) || operation.purpose !== 'other' || !isJson) continue
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null || accepted.draft.body === null) continue
    for (const [name, value] of leavesOf(accepted.draft.body))
      if (NAMES_COLUMN.test(name) && value === 'id') await leaveMarks(probing, asValue(probing, accepted, name))
    if (operation.method !== 'POST') await asUnknown(probing, accepted)
  }
}

function asValue(probing: Probing, accepted: Accepted, name: string): Named {
  const ask = (column: string): Promise<Reply> =>
    probing.sendDraft(accepted.session, withValue(accepted.draft, { in: 'body', name }, column), { mayFail: true })
  return { accepted, place: `body ${name}`, column: 'id', ask, joint: ' AND ' }
}

/** A field of the body that nobody asked for: refused, left alone, or written to a column that is not there. */
async function asUnknown(probing: Probing, accepted: Accepted): Promise<void> {
  const { operation, draft, session } = accepted
  const ask = (name: string): Promise<Reply> =>
    probing.sendDraft(session, { ...draft, body: withFields(draft.body, { [name]: 'assay' }) }, { mayFail: true })
  const first = await ask(probing.values.nonce('unknown'))
  if (first.status < 500) return
  const again = await ask(probing.values.nonce('unknown'))
  const plain = await probing.sendDraft(session, draft, { mayFail: true })
  const isSeen = again.status >= 500 && isSuccess(plain)
  operation.probes += 1
  probing.trial(
    'typeHandling',
    trialOn(operation, {
      name: 'unknown name',
      parameter: 'body',
      saw: isSeen ? 'effect' : 'unclear',
      effect: `a field of a name that nobody asked for gives ${first.status}`,
      identity: session?.name ?? 'anonymous',
      baseline: plain.exchange,
      control: plain.exchange,
      attempts: exchangesOf(first, again),
      reproduced: { count: isSeen ? 2 : 1, of: 2 },
    }),
  )
  const column = Object.entries(draft.body ?? {}).find(([, value]) => typeof value === 'string')?.[0]
  if (isSeen && column !== undefined) await leaveMarks(probing, { accepted, place: 'body names of the body', column, ask, joint: ', ' })
}

async function leaveMarks(probing: Probing, { accepted, place, column, ask, joint }: Named): Promise<void> {
  const { operation, session } = accepted
  const unknown = await ask(`${column}${probing.values.nonce('column')}`)
  if (unknown.status < 500) return
  for (const mark of QUOTES) {
    const leaving = (other: string): string => `${column}${mark} = ${mark}${other}${mark}${joint}${mark}${column}`
    const attempts = [await ask(leaving(column))]
    if (!attempts.every(isSuccess)) continue
    const control = await ask(leaving(`${column}${probing.values.nonce('column')}`))
    const open = await ask(`${column}${mark}`)
    attempts.push(await ask(leaving(column)))
    const isSeen = attempts.every(isSuccess) && control.status >= 500 && open.status >= 500
    operation.probes += 1
    probing.trial(
      'sqlInjection',
      trialOn(operation, {
        name: 'names',
        parameter: place,
        saw: isSeen ? 'effect' : 'unclear',
        effect: isSeen
          ? `the name of a column leaves the marks around it: one that compares ${column} with itself is taken, and one with a name of no column gives ${control.status}`
          : 'names of columns made no difference',
        identity: session?.name ?? 'anonymous',
        baseline: accepted.reply.exchange,
        control: control.exchange,
        attempts: exchangesOf(...attempts, open),
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
        details: { isHinted: true },
      }),
    )
    return
  }
}
