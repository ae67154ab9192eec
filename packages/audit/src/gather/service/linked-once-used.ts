import { crawl } from './crawl.ts'
import type { Operation } from './operations.ts'
import type { Probing } from './probing.ts'

const MOST_FORMS = 6
/** What was added to a thing shows on its page only once the thing is there. */
const ROUNDS = 2

/**
 * What pages link to only when there is something to show: the first user fills in the forms that nothing but a page told of, and the
 * links are followed again. Empty where specification or source name the operations, and where nothing may be written.
 */
export async function linkedOnceUsed(probing: Probing): Promise<readonly Operation[]> {
  const { userA, cookieScheme } = probing.identities
  if (userA === null || cookieScheme === null || !probing.mayWrite) return []
  const found: Operation[] = []
  const filled = new Set<Operation>()
  for (let round = 0; round < ROUNDS; round += 1) {
    const operations = [...probing.operations, ...found]
    const forms = operations.filter(
      (form) => form.method === 'POST' && form.page !== null && form.purpose === 'other' && isCrawled(form) && !filled.has(form),
    )
    for (const form of forms.slice(0, MOST_FORMS)) {
      filled.add(form)
      await probing.acceptedBy(form)
    }
    if (forms.length === 0) break
    found.push(...(await crawl(probing.client, { known: operations, headers: userA.headers, identity: userA.name })))
  }
  return found
}

function isCrawled({ origins }: Operation): boolean {
  return origins.every((origin) => origin === 'crawl')
}
