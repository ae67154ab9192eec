import { plainWords } from './refusal-words.ts'
import { collectChoices } from './told-choices.ts'

/** What a refused body teaches: fields that are missing, and words that a field accepts. */
export interface Lesson {
  readonly fields: readonly string[]
  readonly choices: Readonly<Record<string, unknown>>
  /** Fields that the service does not want. */
  readonly unwanted: readonly string[]
  /** Path of the object that the fields stand in. */
  readonly level: readonly string[]
}

const IGNORED_WORDS = new Set([
  'error',
  'errors',
  'message',
  'detail',
  'details',
  'code',
  'status',
  'body',
  'type',
  'field',
  'path',
  'msg',
  'loc',
  'input',
  'the',
  'is',
  'are',
  'and',
  'or',
  'a',
  'an',
  'request',
  'json',
  'validation',
  'invalid',
  'valid',
  'missing',
  'required',
  'must',
  'be',
  'query',
  'params',
  'value',
  'object',
  'field_required',
  'string',
  'number',
  'this',
  'bad',
  'all',
  'following',
  'list',
  'lists',
  'numbers',
  'text',
  'texts',
  'of',
  'one',
  'option',
])

/** Reads the answer to a refused body: FastAPI's loc, ajv's and zod's paths, express-validator's, and plain sentences. */
export function lessonOf(answer: unknown, text: string): Lesson {
  const fields = new Set<string>()
  const choices: Record<string, unknown> = {}
  collectFields(answer, fields, 0)
  const sentence = text.slice(0, 4000)
  for (const match of sentence.matchAll(
    /["'`]?([A-Za-z_][\w]{1,40})["'`]?\s*(?:field\s+)?(?:is|are|:)?\s*(?:a\s+)?(?:required|needed|missing|must be|cannot be (?:blank|empty|null)|should not be empty)/gi,
  ))
    addField(fields, asFieldName(match[1] ?? ''))
  for (const match of sentence.matchAll(
    /((?:["'`]?[A-Za-z_]\w{1,30}["'`]?(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)){1,8}["'`]?[A-Za-z_]\w{1,30}["'`]?)\s+(?:fields?\s+)?(?:is|are)?\s*(?:required|needed|missing|mandatory|must be)/gi,
  ))
    for (const word of (match[1] ?? '').split(/\W+/)) addField(fields, asFieldName(word))
  for (const match of sentence.matchAll(
    /(?:required|missing|need|provide|expects?|must (?:contain|include))[^:"'{}[\]]{0,30}[:\s]\s*((?:["'`]?[A-Za-z_]\w{1,30}["'`]?(?:\s*,\s*|\s+and\s+|\s*&\s*)?){1,8})/gi,
  )) {
    for (const word of (match[1] ?? '').split(/\W+/)) addField(fields, asFieldName(word))
  }
  for (const match of sentence.matchAll(
    /([A-Za-z_]\w{1,30})["'`]?\s+(?:must be|should be|has to be)\s+(?:one of|either|equal to one of)[^\w"']*["'`]?([\w-]+)/gi,
  )) {
    if (match[1] !== undefined && match[2] !== undefined) choices[match[1]] = match[2]
  }
  collectChoices(answer, choices)
  for (const pattern of [ERROR_CODE, DATABASE_COLUMN])
    for (const match of sentence.matchAll(pattern)) addField(fields, asFieldName((match[1] ?? match[2] ?? match[3] ?? '').toLowerCase()))
  for (const match of sentence.matchAll(PROPERTY_READ)) addField(fields, match[1])
  const said = sentencesIn(answer, 0)
    .map(plainWords)
    .filter((one) => one !== null)
  for (const { names } of said) for (const name of names) addField(fields, name)
  for (const { names, wanted } of said) if (wanted !== undefined) for (const name of names) choices[name] ??= wanted
  const unwanted = new Set<string>()
  collectUnwanted(answer, unwanted, 0)
  for (const match of sentence.matchAll(
    /["'`]([A-Za-z_]\w{1,40})["'`]?\s+(?:is|are)\s+not\s+allowed|(?:property|unrecognized key(?:\(s\))?[^"'`]*|unknown (?:field|key|property)|additional propert\w+[^"'`]*)\s*:?\s*["'`]([A-Za-z_]\w{1,40})["'`]/gi,
  ))
    addField(unwanted, match[1] ?? match[2])
  return { fields: [...fields].filter((name) => !unwanted.has(name)), choices, unwanted: [...unwanted], level: levelOf(sentence) }
}

/** Objects that the fields of a refusal stand in, where it points at each: `/data/attributes/title`; empty where they stand in the body itself. */
function levelOf(text: string): readonly string[] {
  const pointers = [...text.matchAll(/"(?:pointer|instancePath|jsonPointer)"\s*:\s*"#?((?:\/[\w-]{1,40}){2,4})"/g)].map(([, path = '']) =>
    path.split('/').slice(1, -1),
  )
  const [first = []] = pointers
  return pointers.every((each) => each.join('/') === first.join('/')) && first.every((name) => !/^\d+$/.test(name)) ? first : []
}

/** `name_invalid`, `MISSING_NAME`, `title-too-long`: codes that services without messages answer. */
const ERROR_CODE =
  /["'](?:(?:invalid|missing|required|empty|bad)[_-]([a-z]\w{1,30})|([a-z]\w{1,30}?)[_-](?:is[_-])?(?:invalid|missing|required|empty|wrong|expected|too[_-](?:short|long)))["']/gi
/** What a database says of a column that got no value. */
const DATABASE_COLUMN =
  /NOT NULL constraint failed: \w+\.(\w{2,40})|null value in column \\?"(\w{2,40})|Field '(\w{2,40})' doesn't have a default value/g
/** A field that the handler reads of a body that lacks it. */
const PROPERTY_READ = /KeyError: ['"](\w{2,40})['"]/g

const LISTS_FIELDS = /^(?:(?:invalid|missing|wrong|bad|required)_?)?(?:fields|params|parameters|properties|keys|missing|invalid)$/i

function collectFields(value: unknown, fields: Set<string>, depth: number): void {
  if (depth > 6 || typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const entry of value.slice(0, 30)) collectFields(entry, fields, depth + 1)
    return
  }
  const node = value as Readonly<Record<string, unknown>>
  if (Array.isArray(node.loc)) addField(fields, node.loc.at(-1))
  if (Array.isArray(node.path)) addField(fields, node.path.at(-1))
  if (typeof node.pointer === 'string') addField(fields, node.pointer.split('/').at(-1))
  for (const key of ['path', 'param', 'field', 'property', 'missingProperty', 'name', 'key'])
    if (typeof node[key] === 'string') addField(fields, node[key])
  if (typeof node.instancePath === 'string') addField(fields, node.instancePath.split('/').at(-1))
  const container = node.errors ?? node.fields ?? node.fieldErrors
  if (typeof container === 'object' && container !== null && !Array.isArray(container))
    for (const key of Object.keys(container)) addField(fields, key)
  for (const [key, child] of Object.entries(node)) {
    if (Array.isArray(child) && child.every((entry) => typeof entry === 'string'))
      // `{"fields": ["name"]}` names them, `{"name": ["is missing"]}` is named after one.
      for (const name of LISTS_FIELDS.test(key) ? child : [key]) addField(fields, name)
    collectFields(child, fields, depth + 1)
  }
}

const UNWANTED =
  /extra[_ ]?(?:forbidden|fields)|unrecogni[sz]ed|not[_ ](?:allowed|permitted)|additional_?propert|unknown[_ ](?:field|key|property)|unexpected/i

/** Entries that name a field and say that it is one too many: pydantic's, zod's, ajv's and problem documents. */
function collectUnwanted(value: unknown, unwanted: Set<string>, depth: number): void {
  if (depth > 6 || typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const entry of value.slice(0, 30)) collectUnwanted(entry, unwanted, depth + 1)
    return
  }
  const node = value as Readonly<Record<string, unknown>>
  if (Object.values(node).some((entry) => typeof entry === 'string' && UNWANTED.test(entry))) {
    for (const key of ['field', 'path', 'param', 'property', 'name', 'additionalProperty'])
      if (typeof node[key] === 'string') addField(unwanted, node[key])
    for (const key of ['loc', 'path', 'keys'])
      if (Array.isArray(node[key])) for (const name of key === 'keys' ? node[key] : node[key].slice(-1)) addField(unwanted, name)
  }
  for (const child of Object.values(node)) collectUnwanted(child, unwanted, depth + 1)
}

/** A sentence begins with a capital letter, a field seldom does. */
function asFieldName(word: string): string {
  return /^[A-Z][a-z_]+$/.test(word) ? word.toLowerCase() : word
}

function addField(fields: Set<string>, name: unknown): void {
  if (typeof name !== 'string' || !/^[A-Za-z_][\w-]{1,40}$/.test(name) || IGNORED_WORDS.has(name.toLowerCase())) return
  if (fields.size < 12) fields.add(name)
}

/** Texts of an answer, which may be sentences. */
function sentencesIn(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return value.length < 300 ? [value] : []
  if (typeof value !== 'object' || value === null || depth > 4) return []
  return Object.values(value)
    .slice(0, 30)
    .flatMap((one) => sentencesIn(one, depth + 1))
}
