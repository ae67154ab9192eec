import { crawl } from './crawl.ts'
import type { Operation } from './operations.ts'
import type { Probing } from './probing.ts'

const MOST_FORMS = 6

/**
 * What pages link to only when there is something to show: the first user fills in the forms that nothing but a page told of, and the
 * links are followed again. Empty where specification or source name the operations, and where nothing may be written.
 */
export async function linkedOnceUsed(probing: Probing): Promise<readonly Operation[]> {
  const { userA, scheme } = probing.identities
  if (userA === null || scheme !== 'cookie' || !probing.mayWrite) return []
  const forms = probing.operations.filter(
    ({ method, page, purpose, origins }) =>
      method === 'POST' && page !== null && purpose === 'other' && origins.every((origin) => origin === 'crawl'),
  )
  for (const form of forms.slice(0, MOST_FORMS)) await probing.acceptedBy(form)
  if (forms.length === 0) return []
  return crawl(probing.client, { known: probing.operations, headers: userA.headers, identity: userA.name })
}
