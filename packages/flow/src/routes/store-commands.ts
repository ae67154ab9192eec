import type { RouteEffect } from '../facts.ts'
import { dictEntries } from './handler-values.ts'
import { placeOfCall, type Reader, type SeenCall, stringAt } from './reader.ts'
import { CHOSEN, IDENTITY, type TagReader, type Tags } from './value-tags.ts'

/** Commands of stores that take one object of options: the AWS SDK's DynamoDB, both of its generations. */
const COMMAND =
  /^@aws-sdk\/(?:lib-dynamodb|client-dynamodb)\.(\w+?)(?:Item)?Command$|^aws-sdk(?:\/clients\/dynamodb)?\.(?:DynamoDB\.)?(?:DocumentClient\(\)|DynamoDB\(\))\.(\w+?)(?:Item)?$/
const KINDS: ReadonlyMap<string, RouteEffect['kind']> = new Map([
  ['get', 'read-one'],
  ['put', 'create'],
  ['update', 'update'],
  ['delete', 'delete'],
  ['query', 'read-many'],
  ['scan', 'read-many'],
  ['batchget', 'read-many'],
])

/** `new DeleteCommand({ TableName, Key: { id }, ... })`: what it does, and whose rows its key and its conditions name. */
export function commandEffect(reader: Reader, call: SeenCall, tags: TagReader): RouteEffect | null {
  const found = COMMAND.exec(call.name)
  const kind = KINDS.get((found?.[1] ?? found?.[2] ?? '').toLowerCase())
  const options = call.call.args[0]
  if (kind === undefined || options === undefined) return null
  const entries = dictEntries(call, options.value)
  const tagged = (keys: RegExp): Tags =>
    entries.reduce<Tags>((sum, entry) => (keys.test(entry.key) ? sum | tags.tags(entry.scope, entry.value) : sum), 0)
  const table = entries.find(({ key }) => key === 'TableName')
  return {
    kind,
    place: placeOfCall(reader, call),
    of: table === undefined ? null : stringAt(reader, table.scope, table.value),
    byRequestId: (tagged(/^(?:Key|Keys|ExpressionAttributeValues)$/) & CHOSEN) !== 0,
    byOwner: (tagged(/^(?:Key|Keys|ExpressionAttributeValues|Item)$/) & IDENTITY) !== 0,
    isBounded: kind !== 'read-many' || entries.some(({ key }) => key === 'Limit'),
  }
}
