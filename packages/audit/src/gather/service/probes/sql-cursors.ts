import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { itemsOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const CURSOR = /cursor|page_?token|continuation|^(?:after|before|next|marker|state)$/i
const SIZE = /^(?:limit|size|per_?page|page_?size|count|first|take)$/i
const TOLD = /cursor|next|token|after|marker|continuation/i
const MOST = 6

type Fields = Readonly<Record<string, unknown>>

/** A place in a list that a service hands out as an encoded object, and takes back without a look at who wrote it: names of columns inside of it. */
export async function probeSqlCursors(probing: Probing): Promise<void> {
  const lists = probing.wireOperations.filter(({ method, parameters }) => method === 'GET' && parameters.some(isCursor))
  for (const operation of lists.slice(0, MOST)) {
    const accepted = await probing.acceptedBy(operation)
    const cursor = accepted === null ? null : await cursorOf(probing, accepted)
    if (cursor === null) continue
    for (const [name, value] of Object.entries(cursor.fields))
      if (typeof value === 'string' && /^[a-z_][\w.]*$/i.test(value) && (await inName(probing, cursor, name, value))) break
  }
}

const isCursor = ({ in: place, name }: Operation['parameters'][number]): boolean => place === 'query' && CURSOR.test(name)

interface Cursor {
  readonly accepted: Accepted
  readonly parameter: string
  readonly fields: Fields
  readonly encoding: 'base64' | 'base64url'
}

/** The cursor that a list of one entry gives for the next; null where it gives none, or one that is no encoded object. */
async function cursorOf(probing: Probing, accepted: Accepted): Promise<Cursor | null> {
  const { operation, draft, session } = accepted
  const parameter = operation.parameters.find(isCursor)?.name
  const size = operation.parameters.find(({ in: place, name }) => place === 'query' && SIZE.test(name))?.name
  if (parameter === undefined) return null
  const query = size === undefined ? draft.query : { ...draft.query, [size]: '1' }
  const reply = await probing.send(session, { ...requestOf({ ...draft, query }), mayFail: true })
  for (const text of isSuccess(reply) ? toldIn(jsonOf(reply)) : []) {
    const encoding = /[-_]/.test(text) || !/[+/=]/.test(text) ? 'base64url' : 'base64'
    const fields = decoded(text)
    if (fields !== null) return { accepted: { ...accepted, draft: { ...draft, query } }, parameter, fields, encoding }
  }
  return null
}

/** What a list holds; where it goes on is told by what was asked. */
function entriesOf(reply: Reply): string {
  return JSON.stringify(itemsOf(jsonOf(reply)))
}

function toldIn(node: unknown, depth = 0): readonly string[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node) || depth > 2) return []
  return Object.entries(node).flatMap(([name, value]) =>
    typeof value === 'string' ? (TOLD.test(name) && value.length >= 8 ? [value] : []) : toldIn(value, depth + 1),
  )
}

function decoded(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
  } catch {
    return null
  }
}

/** A comment behind a column is passed over, one that never ends is not, nor is a name that no column has. */
async function inName(probing: Probing, { accepted, parameter, fields, encoding }: Cursor, name: string, value: string): Promise<boolean> {
  const { operation, draft, session } = accepted
  const ask = (text: string): Promise<Reply> => {
    const cursor = Buffer.from(JSON.stringify({ ...fields, [name]: text })).toString(encoding)
    return probing.send(session, { ...requestOf({ ...draft, query: { ...draft.query, [parameter]: cursor } }), mayFail: true })
  }
  const plain = await ask(value)
  const word = probing.values.nonce('cursor')
  const commented = isSuccess(plain) ? await ask(`${value} /*${word}*/`) : null
  if (commented === null || !isSuccess(commented) || entriesOf(commented) !== entriesOf(plain)) return false
  const open = await ask(`${value} /*${word}`)
  const unknown = await ask(`${value}${word}`)
  const again = await ask(`${value} /*${word}again*/`)
  const isSeen =
    isSuccess(again) &&
    entriesOf(again) === entriesOf(plain) &&
    !isSuccess(open) &&
    !isSuccess(unknown) &&
    open.status > 0 &&
    unknown.status > 0
  operation.probes += 1
  probing.trial(
    'sqlInjection',
    trialOn(operation, {
      name: 'cursor',
      parameter: `query ${parameter}`,
      saw: isSeen ? 'effect' : 'unclear',
      effect: `the ${name} inside of the cursor goes into the statement: a comment behind ${value} is passed over, ${open.status} for one that never ends and ${unknown.status} for a name of no column`,
      identity: session?.name ?? 'anonymous',
      baseline: plain.exchange,
      control: unknown.exchange,
      attempts: exchangesOf(commented, again, open),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
    }),
  )
  return isSeen
}
