import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { NOBODY, requestOf } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** How to reach our own users, in what their service tells to people who are not signed in. */
export async function probeToldStrangers(probing: Probing): Promise<void> {
  await askForOwnPrices(probing)
  const words = contactsOf(probing)
  if (words.length === 0) return
  await askByNumberOfUser(probing, words)
  const open = new Set(
    probing
      .factOf('anonymousAccess')
      .trials.flatMap(({ name, saw, method, path }) => (name === 'anonymous' && saw === 'effect' && method === 'GET' ? [path] : [])),
  )
  for (const operation of probing.operations) {
    if (operation.method !== 'GET' || !open.has(operation.path)) continue
    const accepted = await probing.acceptedBy(operation)
    if (accepted !== null) await askAsStranger(probing, operation, accepted, words)
  }
}

const MOST_BY_NUMBER = 12

/** Things that nothing makes and that are named by a number may be users by another word: asked for by the number of one of ours. */
async function askByNumberOfUser(probing: Probing, words: readonly Contact[]): Promise<void> {
  const { userA } = probing.identities
  const id = userA === null ? null : await probing.ownId(userA)
  if (id === null) return
  const operations = probing.wireOperations.filter(({ method, path, purpose }) => {
    const [, template = '', rest = ''] = /^([^{]*)\/\{[^}/]+\}([^{]*)$/.exec(path) ?? []
    return (
      method === 'GET' &&
      purpose === 'other' &&
      template !== '' &&
      rest.split('/').length <= 2 &&
      probing.state.producerOf(template) === null
    )
  })
  for (const operation of operations.slice(0, MOST_BY_NUMBER)) {
    const path = operation.path.replace(/\{[^}]+\}/, encodeURIComponent(id))
    const ask = (): Promise<Reply> => probing.client.send({ method: 'GET', path, identity: 'anonymous', mayFail: true })
    const first = await ask()
    const held = isSuccess(first) ? heldIn(first, words) : []
    if (held.length === 0) continue
    const missing = await probing.client.send({ method: 'GET', path: operation.path.replace(/\{[^}]+\}/, NOBODY), mayFail: true })
    tell(
      probing,
      operation,
      `${held.join(' and ')}, for strangers too`,
      missing,
      [first, await ask()],
      (reply) => heldIn(reply, words).length > 0,
    )
  }
}

/** What a price is made of, where somebody is paid, and what those who decide note of somebody: told to those who sell or decide, and to nobody who looks. */
const OWN_PRICE =
  /"((?:reserve|cost|wholesale|supplier|acquisition)_?price(?:_?cents)?|(?:gross|profit)_?margin|margin_?(?:percent|cents)|markup_?percent|(?:internal|moderation|moderator|staff|admin|risk|fraud)_?(?:notes?|comments?)|review_?notes?|payout_?(?:iban|account|bank\w*|details))"\s*:\s*(?:"[^"]|-?\d)/gi

async function askForOwnPrices(probing: Probing): Promise<void> {
  for (const operation of probing.wireOperations) {
    if (operation.method !== 'GET' || operation.purpose !== 'other') continue
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null || ownPricesIn(accepted.reply).length === 0) continue
    const request = { ...requestOf(accepted.draft), identity: 'anonymous', mayFail: true }
    const first = await probing.client.send(request)
    const fields = isSuccess(first) ? ownPricesIn(first) : []
    if (fields.length === 0) continue
    const again = await probing.client.send(request)
    tell(
      probing,
      operation,
      `${fields.join(' and ')}, for strangers too`,
      accepted.reply,
      [first, again],
      (reply) => ownPricesIn(reply).length > 0,
    )
  }
}

function ownPricesIn({ body }: Reply): readonly string[] {
  return [...new Set([...body.slice(0, 200_000).matchAll(OWN_PRICE)].map(([, name = '']) => name))]
}

interface Contact {
  readonly kind: string
  readonly word: string
}

function contactsOf({ identities }: Probing): readonly Contact[] {
  return [identities.userA, identities.userB].flatMap((session) =>
    session?.credentials == null
      ? []
      : [
          { kind: 'the e-mail address of a user', word: session.credentials.email },
          { kind: 'the phone number of a user', word: session.credentials.phone },
        ],
  )
}

function heldIn({ body }: Reply, words: readonly Contact[]): readonly string[] {
  return [...new Set(words.flatMap(({ kind, word }) => (word !== '' && body.includes(word) ? [kind] : [])))]
}

async function askAsStranger(probing: Probing, operation: Operation, { draft, reply }: Accepted, words: readonly Contact[]): Promise<void> {
  const request = { ...requestOf(draft), identity: 'anonymous', mayFail: true }
  // What was sent and comes back tells nobody anything.
  if (words.some(({ word }) => decodeURIComponent(request.path.replace(/%(?![0-9a-f]{2})/gi, '%25')).includes(word))) return
  const first = await probing.client.send(request)
  const held = isSuccess(first) ? heldIn(first, words) : []
  if (held.length === 0) return
  const again = await probing.client.send(request)
  tell(probing, operation, `${held.join(' and ')}, for strangers too`, reply, [first, again], (seen) => heldIn(seen, words).length > 0)
}

function tell(
  probing: Probing,
  operation: Operation,
  fields: string,
  control: Reply,
  replies: readonly [Reply, Reply],
  holds: (reply: Reply) => boolean,
): void {
  const isSeen = replies.every((reply) => isSuccess(reply) && holds(reply))
  probing.trial(
    'dataExposure',
    trialOn(operation, {
      name: 'told to strangers',
      saw: isSeen ? 'effect' : 'unclear',
      effect: `the answer holds ${fields}`,
      baseline: control.exchange,
      control: control.exchange,
      attempts: exchangesOf(...replies),
      reproduced: { count: isSeen ? 2 : 1, of: 2 },
      details: { fields, isLogin: false },
    }),
  )
}
