import type { PlanFact, PlanScan, TableFact } from '../../../model/facts/database.ts'
import { kindOf } from '../drive/statements.ts'
import { maskStatement } from '../mask-statement.ts'
import { messageOf, type Row, textOf } from '../values.ts'
import type { MysqlSession } from './connection.ts'

/** A table as the plan reads it. */
export interface Access {
  /** As the statement calls it. */
  readonly alias: string
  readonly table: string
  /** `ALL`: one row after another. `index`: the same along an index. */
  readonly type: string
  readonly key: string | null
  /** Condition that rows are dropped by, without quotes. */
  readonly condition: string
}

export interface Explained {
  readonly accesses: readonly Access[]
  /** Columns that rows are sorted by apart from any index; empty when they are not. */
  readonly sortKeys: readonly string[]
  readonly cost: number
}

/** Types of columns by `table.column`, in lower case. */
export type ColumnTypes = ReadonlyMap<string, string>

export interface PlanTools {
  /** Session in the database of the service. */
  readonly session: MysqlSession
  readonly tables: readonly TableFact[]
  readonly types: ColumnTypes
}

export async function columnTypes(session: MysqlSession, database: string): Promise<ColumnTypes> {
  const rows = await session.rows(
    'SELECT TABLE_NAME AS of_table, COLUMN_NAME AS name, DATA_TYPE AS type FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ?',
    [database],
  )
  return new Map(rows.map((row) => [`${textOf(row.of_table)}.${textOf(row.name)}`.toLowerCase(), textOf(row.type).toLowerCase()]))
}

/** The plan of a statement, made without running it and without its values; why there is none when it cannot be planned here. */
export async function planOf(
  statement: string,
  scans: boolean,
  tools: PlanTools,
): Promise<{ readonly plan: PlanFact; readonly explained: Explained | null }> {
  const none = (because: string): { plan: PlanFact; explained: null } => ({
    plan: { how: 'generic', cost: 0, lines: [], scans: [], because },
    explained: null,
  })
  const kind = kindOf(statement)
  if (kind === 'other' || kind === 'insert') return none('it is no query of tables')
  const text = plannable(statement, scans, tools)
  if (text === null) return none('the server keeps only its beginning')
  try {
    const json = textOf(Object.values(await tools.session.row(`EXPLAIN FORMAT=JSON ${text}`))[0])
    const explained = explainedOf(JSON.parse(json), text, tools.tables)
    if (explained.accesses.length === 0) return none('with values in the place of its parameters the server finds nothing to read')
    const rows = await tools.session.rows(`EXPLAIN ${text}`)
    return {
      plan: {
        how: 'generic',
        cost: explained.cost,
        lines: [
          ...rows.map(lineOf),
          ...explained.accesses.flatMap(({ alias, condition }) => (condition === '' ? [] : [`${alias}: ${condition}`])),
        ],
        scans: explained.accesses.map((access) => scanOf(access, tools.tables)),
        because: '',
      },
      explained,
    }
  } catch (error) {
    return none(maskStatement(messageOf(error)))
  }
}

function lineOf(row: Row): string {
  const { id, select_type, table, type, key, rows, Extra } = row
  return `${textOf(id)} ${textOf(select_type)} ${textOf(table) || '-'}: ${textOf(type) || '-'}, key ${textOf(key) || 'none'}, about ${textOf(rows) || '0'} rows${textOf(Extra) === '' ? '' : `, ${textOf(Extra)}`}`
}

function scanOf({ table, type, key, condition }: Access, tables: readonly TableFact[]): PlanScan {
  return {
    table,
    kind: type === 'ALL' || (type === 'index' && condition !== '') ? 'sequential' : 'index',
    index: key === null ? null : `${table.slice(table.indexOf('.') + 1)}.${key}`,
    filter: condition,
    tableRows: tables.find(({ name }) => name === table)?.rows ?? 0,
  }
}

/** A page, where the statement takes its size as a parameter. */
const PAGE = '20'

/** A statement that can be planned: what changes rows becomes the search for them, parameters become values of the column's type. Null when it was cut off. */
export function plannable(statement: string, scans: boolean, { tables, types }: Pick<PlanTools, 'tables' | 'types'>): string | null {
  const flat = statement
    .replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/;$/, '')
  if (/\.\.\.$/.test(flat) && !/(?:\(\.\.\.\)|\?, \.\.\.)$/.test(flat)) return null
  const searched = searchOf(flat)
  const paged = searched
    .replaceAll(/\blimit\s+\?\s*(?:,\s*(?:\?|\.\.\.))?(\s*offset\s+\?)?/gi, `LIMIT ${PAGE}`)
    .replaceAll('(...)', '( ? )')
    .replaceAll('?, ...', '?')
  const aliases = aliasesIn(paged, tables)
  const value = (column: string | undefined, alias: string | undefined, operator: string): string => {
    if (/like/i.test(operator)) return scans ? "'%a%'" : "'a%'"
    const of = alias === undefined ? [...new Set(aliases.values())] : [aliases.get(alias.toLowerCase()) ?? alias]
    const type = of
      .map((table) => types.get(`${table.slice(table.indexOf('.') + 1)}.${column ?? ''}`.toLowerCase()))
      .find((each) => each !== undefined)
    if (type === undefined || /char|text|enum|set|json|blob|binary|uuid|inet/.test(type)) return "'1'"
    return /date|timestamp/.test(type) ? "'2020-01-01'" : /time/.test(type) ? "'00:00:00'" : '1'
  }
  const name = '(?:`?(\\w+)`?\\s*\\.\\s*)?`?(\\w+)`?'
  return restored(paged, tables)
    .replaceAll(
      new RegExp(`${name}\\s*(<=>|<=|>=|<>|!=|=|<|>|\\bnot\\s+like\\b|\\blike\\b|\\bin\\s*\\(|\\bbetween\\b)\\s*(-\\s*)?\\?`, 'gi'),
      (match, alias, column, operator) => match.replace(/(-\s*)?\?$/, value(column, alias, operator)),
    )
    .replaceAll('?', "'1'")
}

/** What an UPDATE or DELETE looks for: planned as a SELECT, which a session that may not write can plan. */
function searchOf(flat: string): string {
  const update = /^update\s+(?:ignore\s+|low_priority\s+)*(?<table>.+?)\s+set\s+.+?\s+(?<where>where\s+.+)$/i.exec(flat)?.groups
  const remove = /^delete\s+(?:ignore\s+|quick\s+|low_priority\s+)*from\s+(?<table>\S+(?:\s*\.\s*\S+)?)\s+(?<where>where\s+.+)$/i.exec(
    flat,
  )?.groups
  const found = update ?? remove
  return found === undefined ? flat : `SELECT * FROM ${found.table} ${found.where}`
}

const NAMED =
  /\b(?:from|join|update|into|,)\s+(?:`?\w+`?\s*\.\s*)?`?(\w+)`?(?:\s+(?:as\s+)?`?(?!(?:on|using|where|join|left|right|inner|cross|natural|order|group|limit|set|having|union|use|force|ignore|straight_join|for|lock|partition|values|value|select)\b)(\w+)`?)?/gi

/** Tables of a statement by what it calls them, in lower case. */
export function aliasesIn(text: string, tables: readonly TableFact[]): ReadonlyMap<string, string> {
  const byName = new Map(tables.map(({ name }) => [name.slice(name.indexOf('.') + 1).toLowerCase(), name]))
  const found = new Map<string, string>()
  for (const [, table = '', alias] of text.matchAll(NAMED)) {
    const name = byName.get(table.toLowerCase())
    if (name === undefined) continue
    found.set((alias ?? table).toLowerCase(), name)
    if (!found.has(table.toLowerCase())) found.set(table.toLowerCase(), name)
  }
  return found
}

/** Digests write words of the language in capitals: names of tables get their own spelling back. */
function restored(text: string, tables: readonly TableFact[]): string {
  const byName = new Map(tables.map(({ name }) => name.slice(name.indexOf('.') + 1)).map((name) => [name.toUpperCase(), name]))
  return text.replaceAll(/\b(FROM|JOIN|UPDATE|INTO)(\s+)([A-Z_]+)\b/g, (match, word: string, space: string, name: string) => {
    const own = byName.get(name)
    return own === undefined ? match : `${word}${space}\`${own}\``
  })
}

type Json = Readonly<Record<string, unknown>>

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null
}

/** Reads the plans of MySQL and MariaDB alike: objects that name a table, wherever they lie. */
export function explainedOf(json: unknown, text: string, tables: readonly TableFact[]): Explained {
  const aliases = aliasesIn(text, tables)
  const accesses: Access[] = []
  const sortKeys: string[] = []
  let cost = 0
  const visit = (value: unknown, around: string): void => {
    if (Array.isArray(value)) for (const each of value) visit(each, around)
    if (!isJson(value) || Array.isArray(value)) return
    const here = textOf(value.attached_condition)
    if (value.sort_key !== undefined) sortKeys.push(...keysOf(textOf(value.sort_key)))
    if (value.using_filesort === true && sortKeys.length === 0) sortKeys.push(...keysOf(orderOf(text)))
    if (isJson(value.cost_info)) cost = Math.max(cost, Number(value.cost_info.query_cost ?? 0))
    if (typeof value.cost === 'number') cost = Math.max(cost, value.cost)
    const alias = textOf(value.table_name)
    const table = aliases.get(alias.toLowerCase())
    if (table !== undefined && value.access_type !== undefined)
      accesses.push({
        alias,
        table,
        type: textOf(value.access_type),
        key: value.key === undefined ? null : textOf(value.key),
        condition: bare([here, around].filter((each) => each !== '').join(' and '), tables),
      })
    // MariaDB writes the condition of a join buffer beside the table.
    const below = alias === '' ? here : ''
    for (const [name, each] of Object.entries(value)) if (name !== 'cost_info') visit(each, name === 'query_block' ? '' : below)
  }
  visit(json, '')
  return { accesses, sortKeys, cost }
}

/** MySQL says that it sorts, and not by what. */
function orderOf(text: string): string {
  return /\border\s+by\s+(?<keys>[^()]+?)(?:\s+limit\b.*)?$/i.exec(text)?.groups?.keys ?? ''
}

function keysOf(list: string): readonly string[] {
  return list.split(',').map((key) =>
    bare(key)
      .replaceAll(/\s*\.\s*/g, '.')
      .replace(/\s+(asc|desc)$/i, (_, word: string) => ` ${word.toUpperCase()}`),
  )
}

/** A condition without quotes, the name of the database, and what only the planner understands; literals masked. */
function bare(condition: string, tables: readonly TableFact[] = []): string {
  const database = tables[0]?.name.slice(0, tables[0].name.indexOf('.')) ?? ''
  const plain = condition.replaceAll('`', '').replaceAll(/\btrigcond\((.*)\)/g, '$1')
  return maskStatement(database === '' ? plain : plain.replaceAll(`${database}.`, ''))
}
