import type { SendOptions } from '../client.ts'
import { issuersIn, keyIn } from '../identities/api-keys.ts'
import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isRefusal, isSuccess, jsonOf, type Reply } from '../reply.ts'
import { claimsOf } from '../session.ts'
import { fill, idOf, shape } from '../state.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { probeKeyScope } from './key-scopes.ts'

const MAX_ISSUERS = 2
/** Names under which an address may carry a key. */
const IN_ADDRESS = ['api_key', 'apikey', 'apiKey', 'key', 'access_token', 'token']

/** Makes keys for programs, and looks how they are made, shown, carried and ended. */
export async function probeApiKeys(probing: Probing): Promise<void> {
  const issuers = issuersIn(probing.operations)
  let found = 0
  for (const operation of issuers) {
    if (found >= MAX_ISSUERS) break
    const accepted = await probing.acceptedBy(operation)
    const key = accepted === null ? null : keyIn(accepted.reply)
    if (accepted === null || key === null || claimsOf(key) !== null) continue
    found += 1
    await probeIssuer(probing, operation, accepted, key)
  }
  if (found === 0) probing.notTried('apiKeys', 'keys', 'no-data', 'no operation was seen to give keys to programs')
}

async function probeIssuer(probing: Probing, operation: Operation, accepted: Accepted, first: string): Promise<void> {
  const again = await probing.sendDraft(accepted.session, accepted.draft, { mayFail: true })
  rememberCreated(probing, accepted, again)
  const second = keyIn(again)
  for (const key of [first, second]) if (key !== null) probing.client.masking.add(key, '$API_KEY')
  tellStrength(probing, operation, accepted, again, first, second)
  await tellShown(probing, operation, accepted, first)
  const use = await useOf(probing, operation, accepted, first)
  if (use === null)
    return void probing.notTried(
      'apiKeys',
      `${operation.key}, use of the key`,
      'no-data',
      'the key was taken in no header, so its use and its end are unknown',
    )
  await tellAddress(probing, operation, use, first)
  await probeKeyScope(probing, operation, accepted, use)
  await tellEnd(probing, operation, accepted, use)
}

/** How a key is carried, and a read that it opens. */
export interface KeyUse {
  readonly headers: (key: string) => Readonly<Record<string, string>>
  readonly read: SendOptions
}

/** Bits that a key may hold at most by its length and its alphabet, without what two keys have in common at their beginning. */
function bitsOf(key: string, other: string | null): number {
  let shared = 0
  while (other !== null && shared < key.length && key[shared] === other[shared]) shared += 1
  const own = key.slice(shared > 3 ? shared : 0)
  const alphabet = /^\d+$/.test(own) ? 10 : /^[0-9a-f-]+$/i.test(own) ? 16 : /^[a-z0-9_-]+$/.test(own) ? 36 : 64
  return Math.floor(own.replaceAll(/[-_.]/g, '').length * Math.log2(alphabet))
}

/** NIST SP 800-131A: less strength than 112 bits is disallowed. */
const LEAST_BITS = 112

function tellStrength(
  probing: Probing,
  operation: Operation,
  accepted: Accepted,
  again: Reply,
  first: string,
  second: string | null,
): void {
  const bits = bitsOf(first, second)
  const isSame = second === first
  probing.trial(
    'apiKeys',
    trialOn(operation, {
      name: 'strength',
      saw: second === null || isSame ? 'unclear' : bits < LEAST_BITS ? 'effect' : 'no-effect',
      effect: isSame ? 'the same key is given each time' : `two keys differ in ${bits} bits at most, of ${first.length} characters`,
      identity: accepted.session?.name ?? 'anonymous',
      baseline: accepted.reply.exchange,
      control: accepted.reply.exchange,
      attempts: exchangesOf(accepted.reply, again),
      reproduced: { count: second === null || isSame ? 0 : 2, of: 2 },
      details: { bits, characters: first.length },
    }),
  )
}

/** A key is shown once, when it is made: not in the list of keys, nor when one of them is read. */
async function tellShown(probing: Probing, operation: Operation, accepted: Accepted, key: string): Promise<void> {
  const id = idOf(jsonOf(accepted.reply))
  const collection = fill(operation.path, accepted.draft.path)
  const lister = probing.state.listerOf(operation.path)
  const reader = id === null || id === key ? null : probing.state.itemOperation(operation.path, 'GET')
  const shown = [
    ...(lister === null ? [] : [{ by: lister, path: collection }]),
    ...(reader === null || id === null ? [] : [{ by: reader, path: probing.state.itemPath(collection, id) }]),
  ]
  for (const { by, path } of shown) {
    const ask = (): Promise<Reply> => probing.send(accepted.session, { method: 'GET', path, mayFail: true })
    const replies = [await ask(), await ask()]
    if (!replies.every(isSuccess)) continue
    const count = replies.filter(({ body }) => body.includes(key)).length
    probing.trial(
      'apiKeys',
      trialOn(by, {
        name: 'shown again',
        saw: count === 2 ? 'effect' : 'no-effect',
        effect: count === 2 ? 'it shows the whole key again: it is kept as it is' : 'it does not show the key again',
        identity: accepted.session?.name ?? 'anonymous',
        baseline: accepted.reply.exchange,
        control: accepted.reply.exchange,
        attempts: exchangesOf(...replies),
        reproduced: { count, of: 2 },
        details: { madeBy: operation.key },
      }),
    )
  }
}

/** Reads that a key may open beside the one that tells users apart. */
const MOST_READS = 4

/** Headers in which the key opens what strangers are refused and a made-up key does not; null when there are none. */
async function useOf(probing: Probing, operation: Operation, accepted: Accepted, key: string): Promise<KeyUse | null> {
  const { schemes } = probing.identities
  const names = schemes
    .filter(({ kind, name }) => kind === 'header' && name.toLowerCase() !== 'authorization')
    .map(({ name }) => name.toLowerCase())
  const carriers: KeyUse['headers'][] = [
    ...[...new Set([...names, 'x-api-key', 'api-key', 'apikey'])].map((name) => (value: string) => ({ [name]: value })),
    (value) => ({ authorization: `Bearer ${value}` }),
    (value) => ({ authorization: `ApiKey ${value}` }),
    (value) => ({ authorization: `Token ${value}` }),
  ]
  // Programs mostly carry their key where users carry their token.
  if (probing.identities.scheme === 'bearer' && names.length === 0) carriers.unshift(...carriers.splice(3, 1))
  for (const read of readsFor(probing, operation, accepted))
    for (const headers of carriers) {
      const use = { headers, read }
      if (!isSuccess(await useKey(probing, use, key))) continue
      if (!isSuccess(await useKey(probing, use, altered(key)))) return use
    }
  return null
}

/** What a key is tried at: the read that tells users apart, and lists beside where the key was made, those first that the answer names as its scope. */
function readsFor(probing: Probing, operation: Operation, { draft, reply }: Accepted): readonly SendOptions[] {
  const { check } = probing.identities
  const above = operation.path.slice(0, operation.path.lastIndexOf('}') + 1)
  const isNamed = (path: string): boolean => new RegExp(`\\b${path.split('/').at(-1)}\\b`, 'i').test(reply.body)
  const beside = probing.wireOperations
    .filter(({ method, path }) => above !== '' && method === 'GET' && path.startsWith(`${above}/`) && path.lastIndexOf('}') < above.length)
    .filter(({ path }) => shape(path) !== shape(operation.path))
    .sort((a, b) => Number(isNamed(b.path)) - Number(isNamed(a.path)))
    .slice(0, MOST_READS)
    .map(({ path }) => ({ method: 'GET', path: fill(path, draft.path) }))
  // A key for some things alone opens none of the others.
  const asked = JSON.stringify(draft.body ?? {})
  const named = probing.wireOperations
    .filter(({ method, path }) => above === '' && method === 'GET' && !path.includes('{') && namesLast(asked, path))
    .slice(0, MOST_READS)
    .map(({ path }) => ({ method: 'GET', path }))
  return [...(check === null ? [] : [check.request]), ...named, ...beside]
}

/** Whether a text names what a path is about: `orders:read` of `/api/orders`. */
function namesLast(text: string, path: string): boolean {
  const word = path.split('/').at(-1) ?? ''
  return word.length > 2 && new RegExp(`["\\s,][\\w.]*\\b${word.replace(/\W/g, '')}[:.]|[:.]${word.replace(/\W/g, '')}\\b`, 'i').test(text)
}

function useKey(probing: Probing, { headers, read }: KeyUse, key: string): Promise<Reply> {
  return probing.client.send({ ...read, headers: headers(key), identity: 'key', mayFail: true })
}

function altered(key: string): string {
  return (
    key.slice(0, -6) +
    key
      .slice(-6)
      .split('')
      .reverse()
      .join('')
      .replace(/./, (letter) => (letter === 'a' ? 'b' : 'a'))
  )
}

/** A key in the address stays in logs and histories. */
async function tellAddress(probing: Probing, operation: Operation, use: KeyUse, key: string): Promise<void> {
  const good = await useKey(probing, use, key)
  const declared = probing.identities.schemes.filter(({ kind }) => kind === 'query').map(({ name }) => name)
  const names = [...new Set([...declared, ...IN_ADDRESS])]
  for (const name of names) {
    const taken = await inAddress(probing, use, name, key)
    if (!isSuccess(taken)) continue
    const control = await inAddress(probing, use, name, altered(key))
    const again = await inAddress(probing, use, name, key)
    const isSeen = !isSuccess(control) && isSuccess(again)
    probing.trial(
      'apiKeys',
      trialOn(operation, {
        name: 'in the address',
        parameter: `query ${name}`,
        saw: isSeen ? 'effect' : 'unclear',
        effect: `the key is taken from the address (${name}), another is not`,
        identity: 'key',
        baseline: good.exchange,
        control: control.exchange,
        attempts: exchangesOf(taken, again),
        reproduced: { count: isSeen ? 2 : 1, of: 2 },
      }),
    )
    return
  }
  const last = await inAddress(probing, use, names[0] ?? 'key', key)
  probing.trial(
    'apiKeys',
    trialOn(operation, {
      name: 'in the address',
      saw: isRefusal(last) ? 'no-effect' : 'unclear',
      effect: `the key in the address got ${last.status}`,
      identity: 'key',
      baseline: good.exchange,
      attempts: exchangesOf(last),
    }),
  )
}

function inAddress(probing: Probing, { read }: KeyUse, name: string, key: string): Promise<Reply> {
  return probing.client.send({ ...read, path: `${read.path}?${name}=${encodeURIComponent(key)}`, identity: 'key', mayFail: true })
}

/** A key that was removed must open nothing. */
async function tellEnd(probing: Probing, operation: Operation, accepted: Accepted, use: KeyUse): Promise<void> {
  const made = await probing.sendDraft(accepted.session, accepted.draft, { mayFail: true })
  const key = keyIn(made)
  const id = idOf(jsonOf(made))
  const remover = probing.state.itemOperation(operation.path, 'DELETE')
  if (key === null || id === null || remover === null) return void rememberCreated(probing, accepted, made)
  probing.client.masking.add(key, '$API_KEY')
  const before = await useKey(probing, use, key)
  const path = probing.state.itemPath(fill(operation.path, accepted.draft.path), id)
  const removed = await probing.send(accepted.session, { method: 'DELETE', path, mayFail: true })
  if (!isSuccess(removed)) rememberCreated(probing, accepted, made)
  if (!isSuccess(before) || !isSuccess(removed)) return
  const replies = [await useKey(probing, use, key), await useKey(probing, use, key)]
  const count = replies.filter(isSuccess).length
  probing.trial(
    'apiKeys',
    trialOn(remover, {
      name: 'removed',
      saw: count === 2 ? 'effect' : replies.every(isRefusal) ? 'no-effect' : 'unclear',
      effect:
        count === 2
          ? `the key opens what it did before, after it was removed (${removed.status})`
          : `the removed key got ${replies[0]?.status ?? 0}`,
      identity: 'key',
      baseline: before.exchange,
      control: removed.exchange,
      attempts: exchangesOf(...replies),
      reproduced: { count, of: 2 },
    }),
  )
}
