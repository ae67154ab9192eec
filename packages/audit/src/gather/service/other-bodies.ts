import { pictureFile, textFile } from './files.ts'
import type { Operation } from './operations.ts'
import type { Reply } from './reply.ts'
import { type Draft, isFreeText } from './requests.ts'

type Body = Readonly<Record<string, unknown>>

/** Words in which a service asks for a file that did not come. */
const ASKS_FOR_FILE =
  /\bno (?:file|upload|attachment)|\b(?:file|upload|attachment)s?\b[^{}]{0,40}\b(?:need|requir|missing|expect|attach|provid)/i
const FILE_FIELD = /(?:field|part|name|named|called)\W{1,4}([A-Za-z_]\w{0,30})/i

/** The request as a form with a file, where a refusal asks for one that no description told of; a text first, then a picture. */
export function draftsWithFile({ operation, ...draft }: Draft, reply: Reply): readonly Draft[] {
  const isForm = /multipart/i.test(operation.body?.contentType ?? '')
  if (operation.method === 'GET' || isForm || !ASKS_FOR_FILE.test(reply.body.slice(0, 2000))) return []
  const field = FILE_FIELD.exec(reply.body.slice(0, 2000).replaceAll('\\', ''))?.[1] ?? 'file'
  const schema = { type: 'object', properties: { [field]: { type: 'string', format: 'binary' } }, required: [field] }
  const asked: Operation = { ...operation, body: { contentType: 'multipart/form-data', isRequired: true, schema } }
  return [textFile('assay'), pictureFile('assay')].map((file) => ({ ...draft, operation: asked, body: { [field]: file } }))
}

/** Bodies with fewer of the fields that may be left out: one of them may be for others to set. */
export function narrowerBodies({ operation, body }: Draft): readonly Body[] {
  const required = operation.body?.schema.required ?? []
  const entries = Object.entries(body ?? {})
  const kept = entries.filter(([name]) => required.includes(name))
  const free = entries.filter(([name]) => !required.includes(name))
  if (free.length === 0 || (kept.length === 0 && free.length === 1)) return []
  const words = free.filter(([name, value]) => typeof value === 'string' && isFreeText(name))
  const single = [...words, ...free.filter((entry) => !words.includes(entry))].map((entry) => [...kept, entry])
  return (kept.length > 0 ? [kept, ...single] : single).slice(0, MOST_NARROWER).map((each) => Object.fromEntries(each))
}

const MOST_NARROWER = 2
