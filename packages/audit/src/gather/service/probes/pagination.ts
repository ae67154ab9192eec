import { exchangesOf, type Probing, trialOn } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { itemsOf } from '../state.ts'

/** Lists asked for a million objects, and for none in particular. */
export async function probePagination(probing: Probing): Promise<void> {
  const lists = probing.operations.filter((operation) => operation.method === 'GET' && !/\{[^}]+\}$/.test(operation.path))
  for (const operation of lists) {
    const accepted = await probing.acceptedBy(operation)
    const items = accepted === null ? null : itemsOf(jsonOf(accepted.reply))
    if (accepted === null || items === null) continue
    const parameter =
      operation.parameters.find((candidate) => /^(?:limit|per_?page|page_?size|size|take|count|first)$/i.test(candidate.name))?.name ??
      'limit'
    const ask = (value: string): Promise<Reply> =>
      probing.send(accepted.session, {
        ...requestOf({ ...accepted.draft, query: { ...accepted.draft.query, [parameter]: value } }),
        mayFail: true,
      })
    const small = await ask('1')
    const huge = await ask('1000000')
    const negative = await ask('-1')
    const count = (reply: Reply): number => (isSuccess(reply) ? (itemsOf(jsonOf(reply))?.length ?? 0) : 0)
    const plainItems = items.length
    const largest = Math.max(plainItems, count(huge), count(negative))
    probing.trial(
      'pagination',
      trialOn(operation, {
        name: 'huge page',
        saw: largest > 0 || huge.status >= 400 ? (largest > 100 ? 'effect' : 'no-effect') : 'unclear',
        effect: `without a size ${plainItems} objects, for a million ${isSuccess(huge) ? `${count(huge)} objects` : huge.status}, for -1 ${isSuccess(negative) ? `${count(negative)} objects` : negative.status}`,
        identity: accepted.session?.name ?? 'anonymous',
        baseline: accepted.reply.exchange,
        control: small.exchange,
        attempts: exchangesOf(huge, negative),
        reproduced: { count: largest > 100 ? 2 : 0, of: 2 },
        details: {
          plainItems,
          hugeItems: count(huge),
          negativeItems: count(negative),
          honoursLimit: count(small) === 1 && plainItems > 1,
          hugeStatus: huge.status,
          total: totalOf(accepted.reply),
        },
      }),
    )
  }
  if (probing.factOf('pagination').trials.length === 0) probing.notTried('pagination', 'lists', 'no-data', 'no operation answers a list')
}

function totalOf(reply: Reply): number {
  const total = /"(?:total|count|total_?count|totalItems)"\s*:\s*(\d+)/i.exec(reply.body)?.[1]
  return total === undefined ? -1 : Number(total)
}
