import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { isNamedDatabase, nameOf } from './guessed-sinks.ts'
import { STORED_ROWS } from './library-call.ts'
import { sourceTaints } from './source-taints.ts'
import { doubted, NO_TAINTS, type Taint, type Value } from './value.ts'

/** Methods of object mappers that no other object has. */
const MAPPER_READS = /^(?:findMany|findUnique|findFirst|findUniqueOrThrow|findFirstOrThrow)$/
const QUERIES =
  /^(?:scalars?|scalar_one|scalar_one_or_none|query|queryOne|execute|all|get|any|many|one|oneOrNone|manyOrNone|fetch|fetchrow|fetch_all|fetch_one|fetchall|raw|unsafe)$/
const READS = /^\s*(?:select|with)\s/i
const TABLE = /^[a-z_][\w.]*(?: as \w+)?$/i

/** Rows of a database whose object comes from code that is not there: recognised by the names, and by the text of the query. */
export function guessedRows(act: Activation, use: CallUse): readonly Taint[] {
  if (!readsRows(act, use)) return NO_TAINTS
  return doubted(sourceTaints(act, STORED_ROWS, null, use.instruction), DOUBT_OF_NAMES)
}

const DOUBT_OF_NAMES = 1

/** `session.execute(select(Hook).where(...))` of a session that comes from elsewhere. */
const isQuery = (value: Value | undefined): boolean => value?.hint?.kind === 'library' && BUILT_QUERY.test(value.hint.name)

const BUILT_QUERY = /^(?:sqlalchemy|sqlmodel)(?:\.\w+)*\.select\(\)/

function readsRows(act: Activation, { receiver, method, args, instruction }: CallUse): boolean {
  const [first] = args.positional
  const text = typeof first?.constant === 'string' ? first.constant : (first?.prefix ?? '')
  if (receiver !== null) return MAPPER_READS.test(method) || (QUERIES.test(method) && (READS.test(text) || isQuery(first)))
  if (act.frame.module.language !== 'javascript' || args.positional.length !== 1 || !TABLE.test(text)) return false
  // `db('reviews')`, the way of query builders.
  const name = nameOf(act, instruction.callee, 0)
  return name !== '' && isNamedDatabase(name)
}
