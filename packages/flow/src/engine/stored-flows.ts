import type { FlowKind, FlowStep, TaintedPath } from '../facts.ts'
import { createReader, type Reader } from '../routes/reader.ts'
import type { Engine } from './engine.ts'
import { isFoundUnwritten, isHalved, maskOf } from './kinds.ts'
import { textOf } from './place.ts'
import { columnsRead, modelsOf, type ReadColumn, readsNumber, readsWholeRow } from './read-columns.ts'
import type { FoundPath } from './report.ts'
import { ANY_COLUMN, KEY_STORE } from './stored-columns.ts'
import { simpleColumn, tableName } from './table-names.ts'
import { pathOf } from './tainted-path.ts'

/** A path from a store to a sink, with what requests are seen to put there. */
export interface StoredPath {
  /** As if nothing were known of who writes it. */
  readonly path: TaintedPath
  /** The whole story, one for each request that writes it and rules nothing out. */
  readonly written: readonly TaintedPath[]
  /** Whether requests write it, and all of them rule the weakness out. */
  readonly isValidated: boolean
  /** Whether it is a defect only where somebody is seen to write it. */
  readonly needsWriter: boolean
}

interface Written {
  readonly found: FoundPath
  readonly tables: readonly string[]
}

/** More writers of one column than this say nothing new. */
const MOST_WRITERS = 4

/** Brings together what is read from stores with what requests are seen to put there: of the same table the same column. */
export function joinStored(engine: Engine, reads: readonly FoundPath[], given: Reader | null): readonly StoredPath[] {
  if (reads.length === 0) return []
  const { program, denoter, report } = engine
  const texts = new Map(program.modules.map((module) => [module.file, module]))
  const textAt = (file: string): string => {
    const module = texts.get(file)
    return module === undefined ? '' : textOf(module)
  }
  const all = given ?? createReader(denoter, textAt)
  const reader = report.written.size === 0 ? null : all
  const byColumn = new Map<string, Written[]>()
  if (reader !== null)
    for (const found of report.written.values()) {
      const column = found.sink.column?.column ?? ''
      const key = found.sink.column?.table === KEY_STORE ? KEY_STORE : column === ANY_COLUMN ? ANY_COLUMN : simpleColumn(column)
      const list = byColumn.get(key)
      const written: Written = { found, tables: tablesWritten(reader, found).map((table) => tableName(program, table)) }
      if (list === undefined) byColumn.set(key, [written])
      else list.push(written)
    }
  return reads.flatMap((read) => {
    if (readsNumber(all, read.sink.function, read.taint.label)) return []
    const columns = reader === null ? [] : columnsRead(reader, read.taint.label, read.taint.trace)
    const writers = columns.flatMap((column) => writersOf(engine, byColumn, column).map((one) => ({ ...one, column })))
    const live = writers.filter(({ found }) => !isRuledOutBy(read, found)).slice(0, MOST_WRITERS)
    const { kind } = read.sink
    if (kind === 'stored-xss' && reader !== null && readsWholeRow(reader, read.taint.label)) return []
    if (live.length === 0 && !isFoundUnwritten(kind)) return []
    const path = pathOf(read)
    return [
      {
        path: { ...path, confidence: 'low' as const, confidenceBecause: 'no request is seen to write what is read there' },
        written: live.map(({ found, column }) => storyOf(path, read, found, column)),
        isValidated: live.length === 0 && writers.some(({ found }) => found.sink.column?.column !== ANY_COLUMN),
        needsWriter: !isFoundUnwritten(kind),
      },
    ]
  })
}

function tablesWritten(reader: Reader, { sink: { column, function: owner, start, end } }: FoundPath): readonly string[] {
  if (column === undefined) return []
  if (column.table !== null) return [column.table]
  if (column.row !== null) return columnsRead(reader, { ...column.row, name: column.column })[0]?.tables ?? []
  const call = reader.callsIn(owner).find((one) => one.call.start === start && one.call.end === end)
  return call === undefined ? [] : modelsOf(reader, call)
}

function writersOf({ program }: Engine, byColumn: ReadonlyMap<string, readonly Written[]>, read: ReadColumn): readonly Written[] {
  const { tables, column } = read
  if (tables[0] === KEY_STORE)
    return (byColumn.get(KEY_STORE) ?? []).filter(({ found }) => sameKey(found.sink.column?.column ?? '', column))
  const names = tables.map((table) => tableName(program, table))
  // Who may fill any column fills none of those that the service numbers itself.
  const whole = KEY_COLUMN.test(column) ? [] : (byColumn.get(ANY_COLUMN) ?? [])
  return [...(byColumn.get(simpleColumn(column)) ?? []), ...whole].filter((one) => one.tables.some((table) => names.includes(table)))
}

const KEY_COLUMN = /^(?:id|uuid|pk|\w+_(?:id|at))$/i

/** `filters:` and `filters:.name` begin alike; a key that is known whole is read whole. */
const sameKey = (written: string, read: string): boolean => read === written || read.startsWith(`${written}.`)

function isRuledOutBy(read: FoundPath, written: FoundPath): boolean {
  const kind = read.sink.by
  const cleared = written.taint.cleared
  const asked: FlowKind = kind === 'stored-xss' ? 'xss' : kind
  return (cleared & maskOf(asked)) !== 0 || isHalved(cleared | read.taint.cleared, kind)
}

/** From the request that writes the column to where it is read, and on to the sink. */
function storyOf(path: TaintedPath, read: FoundPath, written: FoundPath, { tables, column }: ReadColumn): TaintedPath {
  const before = pathOf(written)
  const [entered, ...way] = before.steps
  const doubt = read.taint.doubt + written.taint.doubt
  const where = tables[0] === KEY_STORE ? `under the key ${column}` : `in ${tables[0] ?? ''}.${column}`
  const kept: FlowStep = { place: before.sink, what: `stored ${where}` }
  const isKnown = doubt < DOUBTFUL
  return {
    ...path,
    steps: [entered, ...way.slice(0, -1), kept, ...path.steps],
    source: before.source,
    parameter: before.parameter,
    confidence: isKnown ? 'medium' : 'low',
    confidenceBecause: isKnown
      ? 'a request writes what is read later: the two meet by the names of the table and the column'
      : 'steps go through code that is not known',
    identity: `${path.identity}|${before.parameter?.in ?? ''}:${before.parameter?.name ?? ''}`,
  }
}

const DOUBTFUL = 2
