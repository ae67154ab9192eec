import type { Slot } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import type { CallModel, SinkRole } from './call-models.ts'
import { definitionsOf } from './definitions.ts'
import type { Program } from './program.ts'
import { argumentValue } from './sinks.ts'
import type { Taint } from './value.ts'

/** What a method name alone makes a sink, when the rest of the call speaks for it too. */
export function guessedSinks(act: Activation, model: CallModel, use: CallUse, library = ''): CallModel {
  if (model.sinks.length === 0) return model
  const sinks = model.sinks.filter((role) => isPlausible(act, role, use, library))
  return sinks.length === model.sinks.length ? model : { ...model, sinks }
}

function isPlausible(act: Activation, role: SinkRole, use: CallUse, library: string): boolean {
  if (role.kind === 'sql-injection') return speaksSql(act, role, use, library)
  if (role.kind === 'path-traversal') return isNamedFile(act, role, use)
  if (role.kind === 'nosql-injection') return !hasOnlyTables(act.engine.program)
  return true
}

const SQL =
  /^\s*\(?\s*(?:select|insert|update|delete|replace|merge|upsert|with|create|alter|drop|truncate|call|exec|execute|explain|pragma|show|set|begin|copy|grant|values)\b/i

/** `search.query(term)` is no query of a database: either the text reads as SQL, or the object is named as one. */
function speaksSql(act: Activation, role: SinkRole, use: CallUse, library: string): boolean {
  const [first] = role.arguments
  const value = first === undefined ? null : argumentValue(act, first, use)
  if (value === null) return true
  if (value.objects.length > 0 && value.type !== 'string') return false
  if (value.prefix.trim() !== '') return SQL.test(value.prefix)
  return DATABASE_LIBRARY.test(library) || isNamedDatabase(nameOf(act, use.instruction.receiver, 0))
}

const DATABASE =
  /^(?:db|dbs|dbh|database|databases|conn|connection|cnx|con|cur|cursor|pool|client|pg|mysql|maria|sqlite|postgres|sql|knex|sequelize|session|tx|trx|txn|transaction|engine|query_?runner|orm|em|entity_?manager|data_?source|prisma|dao|executor)$/

const DATABASE_LIBRARY = /sql|postgres|\bpg\b|pg-|maria|oracle|duckdb|clickhouse|snowflake|bigquery|cassandra|cockroach|hana\b|database/i

export function isNamedDatabase(name: string): boolean {
  return name === '' || isWord(name, DATABASE)
}

const FILE =
  /^(?:file|files|upload|uploaded|image|img|im|photo|picture|pic|avatar|logo|icon|cover|thumb|thumbnail|attachment|document|doc|media|video|audio|workbook|wb|book|presentation|plot|fig|figure|canvas|chart|pdf|qr|storage|f|fs)$/

/** `profiles.save(profile)` keeps a record; a file is saved under a name. */
function isNamedFile(act: Activation, role: SinkRole, use: CallUse): boolean {
  const [first] = role.arguments
  const value = first === undefined ? null : argumentValue(act, first, use)
  if (value !== null && value.objects.length > 0 && value.type !== 'string') return false
  const name = nameOf(act, use.instruction.receiver, 0)
  return name === '' || isWord(name, FILE) || (use.receiver?.taints.some(isUpload) ?? false)
}

/** Whatever it is called, what came as a file is one. */
const isUpload = ({ label }: Taint): boolean => label.kind === 'source' && label.model.in === 'file'

/** Whether the name, or the last word of it, is one of these: `orderDb`, `profile_image2`. */
function isWord(name: string, words: RegExp): boolean {
  const last = /(?:[A-Z]?[a-z]+|[A-Z]+)$/.exec(name.replace(/\d+$/, ''))?.[0] ?? ''
  return words.test(last.toLowerCase()) || words.test(name.toLowerCase())
}

const DEEPEST_NAME = 6

/** The last name by which the code calls the object; '' when it has none. */
export function nameOf(act: Activation, slot: Slot, depth: number): string {
  const { module, function: owner } = act.frame
  if (slot < 0 || depth > DEEPEST_NAME) return ''
  const own = owner.names.get(slot)
  if (own !== undefined && /^\w/.test(own)) return own
  const [definition] = definitionsOf(module, owner, slot)
  if (definition?.kind !== 'instruction') return ''
  const { instruction } = definition
  switch (instruction.op) {
    case 'get':
      return instruction.key
    case 'load-up':
      return module.functions[instruction.function]?.names.get(instruction.slot) ?? ''
    case 'global':
      return instruction.name
    case 'import':
      return instruction.name ?? instruction.from
    case 'move':
    case 'await':
    case 'enter':
      return nameOf(act, instruction.src, depth + 1)
    case 'call':
      return instruction.method === '' ? nameOf(act, instruction.callee, depth + 1) : instruction.method
    default:
      return ''
  }
}

const DOCUMENT_STORES =
  /^(?:mongodb|mongoose|mongoist|monk|mongojs|pymongo|motor|mongoengine|beanie|odmantic|nedb|@seald-io\/nedb|@nestjs\/mongoose|@typegoose\/.*|@mikro-orm\/mongodb|connect-mongo|parse-server|couchbase|flask_pymongo|flask_mongoengine|djongo)(?:[./]|$)/
const TABLE_MAPPERS =
  /^(?:sequelize|sequelize-typescript|bookshelf|knex|objection|typeorm|@nestjs\/typeorm|@prisma\/client|drizzle-orm|@mikro-orm\/(?:postgresql|mysql|sqlite|mariadb)|sqlalchemy|tortoise|peewee|django\.db)(?:[./]|$)/

const known = new WeakMap<Program, boolean>()

/** Whether the program maps tables and nothing in it speaks to a store of documents. */
function hasOnlyTables(program: Program): boolean {
  const answer = known.get(program)
  if (answer !== undefined) return answer
  const names = program.modules.flatMap((module) => module.imports.map(({ from }) => from))
  const hasTables = names.some((name) => TABLE_MAPPERS.test(name)) && !names.some((name) => DOCUMENT_STORES.test(name))
  known.set(program, hasTables)
  return hasTables
}
