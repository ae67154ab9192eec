import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, jsonOf, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import { idOf, itemOf, itemsOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * An update of something that the run did not make: a stranger writes what is there already. Where the service is ours, a word is added to
 * one field, looked for, and taken away again. False when there is nothing to write back.
 */
export async function probeForeign(probing: Probing, operation: Operation): Promise<boolean> {
  const item = itemOf(operation.path)
  if (item === null || operation.path.indexOf('{') !== operation.path.lastIndexOf('{')) return false
  const { userA } = probing.identities
  const listed = itemsOf(jsonOf(await probing.send(userA, { method: 'GET', path: item.collection, mayFail: true })))?.[0]
  const id = listed === undefined ? null : idOf(listed)
  const names = Object.keys(operation.body?.schema.properties ?? {})
  const kept = Object.fromEntries(names.filter((name) => listed !== undefined && name in listed).map((name) => [name, listed?.[name]]))
  if (listed === undefined || id === null || Object.keys(kept).length === 0) return false
  const draft = draftOf(operation, probing.values, { [item.parameter]: id }, {})
  const write = (fields: Fields): Promise<Reply> =>
    probing.client.send({ ...requestOf({ ...draft, body: fields }), identity: 'anonymous', mayFail: true })
  const same = await write(kept)
  operation.probes += 1
  if (same.status > 0 && same.status !== 404 && same.status !== 405) operation.exists = 'yes'
  const shown = isSuccess(same) && probing.startedByUs ? await changed(probing, item.collection, id, kept, write) : null
  const isSeen = shown?.isSeen === true
  probing.trial(
    'anonymousAccess',
    trialOn(operation, {
      name: 'anonymous',
      saw: isSuccess(same) ? 'effect' : isRefusal(same) ? 'no-effect' : 'unclear',
      effect: isSeen
        ? `a stranger changed an object (${same.status}): the word was read back, and taken away again`
        : `answered an anonymous caller who wrote back what was there with ${same.status}`,
      baseline: shown?.before.exchange ?? null,
      control: shown?.restored.exchange ?? null,
      attempts: exchangesOf(same, shown?.after),
      reproduced: { count: isSeen ? 2 : isSuccess(same) ? 1 : 0, of: 2 },
      details: {
        declaredAccess: operation.declaredAccess,
        purpose: operation.purpose,
        changesState: true,
        isReadBack: isSeen,
        hasIdentity: userA !== null,
        ownerAccepted: false,
        garbageAccepted: false,
      },
    }),
  )
  return true
}

interface Change {
  readonly before: Reply
  readonly after: Reply
  readonly restored: Reply
  readonly isSeen: boolean
}

/** Adds a word to the first text among the fields and takes it away again; null when there is no text. */
async function changed(
  probing: Probing,
  collection: string,
  id: string,
  kept: Fields,
  write: (fields: Fields) => Promise<Reply>,
): Promise<Change | null> {
  const name = Object.keys(kept).find((each) => typeof kept[each] === 'string')
  if (name === undefined) return null
  const word = probing.values.nonce('foreign', 9)
  const look = (): Promise<Reply> => probing.send(probing.identities.userA, { method: 'GET', path: collection, mayFail: true })
  const has = (reply: Reply): boolean =>
    (itemsOf(jsonOf(reply)) ?? []).some((each) => idOf(each) === id && String(each[name]).includes(word))
  const before = await look()
  await write({ ...kept, [name]: `${String(kept[name])} ${word}` })
  const after = await look()
  await write(kept)
  const restored = await look()
  return { before, after, restored, isSeen: !has(before) && has(after) && !has(restored) }
}
