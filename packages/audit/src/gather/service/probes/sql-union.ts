import { type InjectionPoint, nameOf, sendAt } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { itemsOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** Columns of the statement that a value stands in. */
const MOST_COLUMNS = 8
const ENDS = ["'", "')", '', ')']

/**
 * A row of the caller's own beside those of the statement, with a product that the request does not hold: for places that a flow of the
 * source points at, and whose answer shows one thing of the row whatever the condition.
 */
export async function byUnion(probing: Probing, point: InjectionPoint, base: Reply): Promise<boolean> {
  if (!point.hints.has('sql-injection') || point.accepted.operation.method !== 'GET' || !isSuccess(base)) return false
  const ask = async (end: string, columns: number): Promise<{ readonly reply: Reply; readonly isShown: boolean }> => {
    const [left, right] = [probing.values.number('factor'), probing.values.number('factor')]
    const product = Array.from({ length: columns }, () => `${left}*${right}`).join(',')
    const text = `zqx${end} UNION SELECT ${product} -- `
    // A cookie holds no spaces, and not every service decodes it.
    const reply = await sendAt(probing, point, point.place.in === 'cookie' ? text.replaceAll(' ', '/**/') : text)
    return { reply, isShown: reply.body.includes(String(left * right)) }
  }
  for (const end of ENDS) {
    for (let columns = 1; columns <= MOST_COLUMNS; columns += 1) {
      const first = await ask(end, columns)
      if (!first.isShown) continue
      const again = await ask(end, columns)
      probing.trial(
        'sqlInjection',
        trialOn(point.accepted.operation, {
          name: 'union',
          parameter: nameOf(point),
          saw: again.isShown ? 'effect' : 'unclear',
          effect: 'a row that the value adds to the statement comes back, with a product that was calculated',
          identity: point.accepted.session?.name ?? 'anonymous',
          baseline: base.exchange,
          control: base.exchange,
          attempts: exchangesOf(first.reply, again.reply),
          reproduced: { count: again.isShown ? 2 : 1, of: 2 },
          details: { context: `${end} UNION`, isHinted: true },
        }),
      )
      return again.isShown
    }
  }
  return false
}

/** Numbers of things of others that are read in place of one that has no rows. */
const MOST_READ = 6

/** The same place in a request for something that has rows, where what was asked for has none: no statement works on rows that are not there. */
export async function withRows(probing: Probing, point: InjectionPoint, base: Reply): Promise<InjectionPoint> {
  const { accepted } = point
  const name = Object.keys(accepted.draft.path).at(-1)
  const isEmpty = itemsOf(jsonOf(base))?.length === 0
  if (
    !point.hints.has('sql-injection') ||
    accepted.operation.method !== 'GET' ||
    name === undefined ||
    !isEmpty ||
    point.place.in === 'path'
  )
    return point
  for (let number = 1; number <= MOST_READ; number += 1) {
    const draft = { ...accepted.draft, path: { ...accepted.draft.path, [name]: String(number) } }
    const reply = await probing.send(accepted.session, { ...requestOf(draft), mayFail: true })
    if (isSuccess(reply) && (itemsOf(jsonOf(reply))?.length ?? 0) > 0) return { ...point, accepted: { ...accepted, draft, reply } }
  }
  return point
}
