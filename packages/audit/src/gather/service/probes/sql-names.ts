import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { withFields } from '../requests.ts'
import { shape } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** Columns that most tables have. */
const COLUMNS = ['id', 'name', 'title', 'status']

/**
 * Names of the fields of an object that go into a statement: one with a comment behind it is read like the plain name, one whose comment
 * never ends, or that no column has, is not. For objects of a body that a flow of the source points at; nothing matches the value.
 */
export async function probeSqlNames(probing: Probing): Promise<void> {
  if (!probing.mayWrite) return
  for (const operation of probing.wireOperations) {
    if (!['POST', 'PUT', 'PATCH'].includes(operation.method)) continue
    const fields = fieldsOf(probing, operation)
    const reached = fields.length === 0 ? null : await probing.reachedBy(operation)
    if (reached === null) continue
    for (const field of fields) if (await inNames(probing, reached, field)) break
  }
}

/** Fields of a body from which a flow leads to a statement, and that hold no text as far as anybody told. */
function fieldsOf({ paths, routes }: Probing, { method, path, body }: Operation): readonly string[] {
  const names = paths.flatMap(({ kind, route: index, parameter }) => {
    const route = index === null ? undefined : routes[index]
    const isHere = route !== undefined && route.method === method && shape(route.path) === shape(path)
    return kind === 'sql-injection' && isHere && parameter?.in === 'body' && parameter.name !== '' ? [parameter.name] : []
  })
  return [...new Set(names)].filter((name) => ['object', undefined].includes(body?.schema.properties?.[name]?.type))
}

async function inNames(probing: Probing, { draft, session, operation }: Accepted, field: string): Promise<boolean> {
  const never = 987_654_321
  const ask = (name: string): Promise<Reply> =>
    probing.sendDraft(session, { ...draft, body: withFields(draft.body, { [field]: { [name]: never } }) }, { mayFail: true })
  for (const column of COLUMNS) {
    const plain = await ask(column)
    if (!isSuccess(plain)) continue
    const word = probing.values.nonce('comment')
    const commented = await ask(`${column} /*${word}*/`)
    if (!isSuccess(commented)) return false
    const open = await ask(`${column} /*${word}`)
    const unknown = await ask(`${column}${word}`)
    const again = await ask(`${column} /*${word}again*/`)
    const isSeen = isSuccess(again) && !isSuccess(open) && !isSuccess(unknown) && open.status > 0 && unknown.status > 0
    probing.trial(
      'sqlInjection',
      trialOn(operation, {
        name: 'names',
        parameter: `body ${field}`,
        saw: isSeen ? 'effect' : 'no-effect',
        effect: isSeen
          ? `the names of the object go into the statement: a comment behind ${column} is passed over, ${open.status} for one that never ends and ${unknown.status} for a name of no column`
          : 'names of the object made no difference',
        identity: session?.name ?? 'anonymous',
        baseline: plain.exchange,
        control: unknown.exchange,
        attempts: exchangesOf(commented, again, open),
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
        details: { isHinted: true },
      }),
    )
    return isSeen
  }
  return false
}
