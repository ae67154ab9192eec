import type { RouteEffect } from '../facts.ts'
import { notedHoles } from './done-by.ts'
import { assignedColumns, countsOnly, type Hole, placesOf } from './sql-columns.ts'

export type EffectKind = RouteEffect['kind']

/** Methods that only data layers have: their name is enough. */
export const CERTAIN_METHODS: ReadonlyMap<string, EffectKind> = new Map(
  Object.entries({
    findById: 'read-one',
    findByPk: 'read-one',
    findUnique: 'read-one',
    findUniqueOrThrow: 'read-one',
    findOneBy: 'read-one',
    findOneByOrFail: 'read-one',
    findOneOrFail: 'read-one',
    findFirst: 'read-one',
    findFirstOrThrow: 'read-one',
    find_one: 'read-one',
    get_or_404: 'read-one',
    first_or_404: 'read-one',
    one_or_none: 'read-one',
    scalar_one: 'read-one',
    scalar_one_or_none: 'read-one',
    fetchone: 'read-one',
    fetchrow: 'read-one',
    get_object_or_404: 'read-one',
    findOne: 'read-one',
    findMany: 'read-many',
    findAll: 'read-many',
    findAndCountAll: 'read-many',
    findAndCount: 'read-many',
    findBy: 'read-many',
    fetchall: 'read-many',
    get_item: 'read-one',
    put_item: 'create',
    update_item: 'update',
    delete_item: 'delete',
    find_by_id: 'read-one',
    get_by_id: 'read-one',
    find_unique: 'read-one',
    find_first: 'read-one',
    get_or_none: 'read-one',
    one_or_404: 'read-one',
    find_one_or_none: 'read-one',
    find_many: 'read-many',
    find_all: 'read-many',
    delete_by_id: 'delete',
    remove_by_id: 'delete',
    update_by_id: 'update',
    getMany: 'read-many',
    get_list_or_404: 'read-many',
    insertOne: 'create',
    insertMany: 'create',
    insert_one: 'create',
    insert_many: 'create',
    bulkCreate: 'create',
    bulk_create: 'create',
    createMany: 'create',
    get_or_create: 'create',
    findOrCreate: 'create',
    updateOne: 'update',
    updateMany: 'update',
    update_one: 'update',
    update_many: 'update',
    findByIdAndUpdate: 'update',
    findOneAndUpdate: 'update',
    findOneAndReplace: 'update',
    replaceOne: 'update',
    replace_one: 'update',
    find_one_and_update: 'update',
    upsert: 'update',
    bulk_update: 'update',
    bulkWrite: 'update',
    update_or_create: 'update',
    bulk_save_objects: 'create',
    deleteOne: 'delete',
    deleteMany: 'delete',
    delete_one: 'delete',
    delete_many: 'delete',
    findByIdAndDelete: 'delete',
    findByIdAndRemove: 'delete',
    findOneAndDelete: 'delete',
    find_one_and_delete: 'delete',
    softDelete: 'delete',
    selectFrom: 'read-many',
    executeTakeFirst: 'read-one',
    executeTakeFirstOrThrow: 'read-one',
    insertInto: 'create',
    replaceInto: 'create',
    updateTable: 'update',
    deleteFrom: 'delete',
  } satisfies Record<string, EffectKind>),
)

/** Methods that count only on what is recognised as a data layer. */
export const LIKELY_METHODS: ReadonlyMap<string, EffectKind> = new Map(
  Object.entries({
    get: 'read-one',
    first: 'read-one',
    one: 'read-one',
    last: 'read-one',
    scalar: 'read-one',
    getOne: 'read-one',
    getOneOrFail: 'read-one',
    findone: 'read-one',
    take_one: 'read-one',
    earliest: 'read-one',
    latest: 'read-one',
    all: 'read-many',
    find: 'read-many',
    filter: 'read-many',
    filter_by: 'read-many',
    exclude: 'read-many',
    toArray: 'read-many',
    to_list: 'read-many',
    scalars: 'read-many',
    aggregate: 'read-many',
    where: 'read-many',
    select: 'read-many',
    paginate: 'read-many',
    list: 'read-many',
    many: 'read-many',
    create: 'create',
    insert: 'create',
    add: 'create',
    add_all: 'create',
    save: 'update',
    persist: 'create',
    values_insert: 'create',
    objects_create: 'create',
    update: 'update',
    set: 'update',
    merge: 'update',
    delete: 'delete',
    destroy: 'delete',
    remove: 'delete',
    del: 'delete',
    truncate: 'delete',
  } satisfies Record<string, EffectKind>),
)

/** Names of libraries whose objects are data layers. */
export const DATA_LIBRARY =
  /^(?:sequelize|mongoose|typeorm|@nestjs\/typeorm|@nestjs\/mongoose|@nestjs\/sequelize|@prisma\/client|\.prisma\/client|prisma|knex|objection|drizzle-orm[\w/-]*|mongodb|@mikro-orm\/[\w-]+|pg|mysql2?(?:\/promise)?|better-sqlite3|sqlite3?|node:sqlite|postgres|kysely|sequelize-typescript|flask_sqlalchemy|sqlalchemy(?:\.[\w.]+)?|sqlmodel(?:\.[\w.]+)?|django\.db(?:\.[\w.]+)?|peewee|pony\.orm|mongoengine|pymongo(?:\.[\w.]+)?|motor(?:\.[\w.]+)?|beanie|odmantic|tortoise(?:\.[\w.]+)?|psycopg2?(?:\.[\w.]+)?|pymysql|MySQLdb|aiosqlite|asyncpg|databases|flask_pymongo|django\.shortcuts|sqlite|firebase-admin(?:\/firestore)?|@google-cloud\/firestore|@typegoose\/typegoose|mariadb|mssql|oracledb|pg-promise|slonik|@vercel\/postgres|@neondatabase\/serverless|@planetscale\/database|@libsql\/client|bun:sqlite|@databases\/\w+|rethinkdb|arangojs|couchbase|cassandra-driver|neo4j-driver|@adonisjs\/lucid[\w/]*|bookshelf|massive)\b/

/** How the source calls an object that is a data layer, when its making is out of sight. */
export const DATA_NAME =
  /^(?:db|database|prisma|knex|conn|connection|cursor|cur|pool|client|session|db_session|repo|repository|\w*(?:Repository|Repo|Model|Dao|Collection|Store)|\w+_(?:repository|repo|model|dao|collection|table)|orm|em|entityManager|manager|dataSource|tx|trx|collection|collections|sql|mongo)$/

/** Words of a filter that name the owner of a row. */
export const OWNER_FIELD =
  /^(?:(?:owner|user|author|creator|created_?by|account|customer|tenant|org|organi[sz]ation|company|member|profile|employee|patient|student|seller|buyer|sender|recipient|team|workspace)(?:_?id|_?uuid|_id)?|uid|user_?name|(?:user|owner)__\w+)$/i

const SQL_VERB =
  /^\s*(?:WITH\b[\s\S]*?\)\s*)?(?:(SELECT)\b[\s\S]*\bFROM\b|(INSERT)\s+(?:OR\s+\w+\s+|IGNORE\s+)?INTO\b|(UPDATE)\s+\S+[\s\S]*\bSET\b|(DELETE)\s+FROM\b|(REPLACE|MERGE|UPSERT)\s+INTO\b)/i

export interface SqlStatement {
  readonly kind: EffectKind
  readonly table: string | null
  readonly where: string
  readonly isBounded: boolean
  /** Whether how many rows come is a value given with the statement: `LIMIT $2`, `LIMIT %s`, `LIMIT :size`. */
  readonly hasOpenLimit: boolean
  /** Holes that only note who changed the row. */
  readonly noted: readonly Hole[]
  /** Holes of an UPDATE whose values are written, and choose no row. */
  readonly written: readonly Hole[]
  /** How many values it takes by their places; null where they go by name, or are none of its. */
  readonly places: number | null
  /** Whether an UPDATE only counts something up or down by a number of its own: `SET places = places - 1`. */
  readonly isCount: boolean
  /** The columns of its one table that it reads, where it names them all. */
  readonly columns?: readonly string[]
}

const WRITES_NOTHING = { noted: [], written: [], places: null, isCount: false } as const

/** What a statement does, from its text; null when it is no statement of data. */
export function readSql(text: string): SqlStatement | null {
  const verb = SQL_VERB.exec(text.slice(0, 5000))
    ?.slice(1)
    .find((word) => word !== undefined)
    ?.toUpperCase()
  if (verb === undefined) return null
  const table = /\b(?:FROM|INTO|UPDATE|TABLE)\s+["'`[]?([\w.]+)/i.exec(withoutCalls(text))?.[1] ?? null
  const where = /\bWHERE\b([\s\S]*)$/i.exec(text)?.[1] ?? ''
  if (verb === 'INSERT' || verb === 'REPLACE' || verb === 'MERGE' || verb === 'UPSERT')
    return { kind: 'create', table, where, isBounded: true, hasOpenLimit: false, ...WRITES_NOTHING }
  if (verb === 'UPDATE') {
    const written = assignedColumns(text).map(({ hole }) => hole)
    const common = { kind: 'update', table, where, isBounded: true, hasOpenLimit: false } as const
    return { ...common, noted: notedHoles(text), written, places: placesOf(text), isCount: countsOnly(text) }
  }
  if (verb === 'DELETE') return { kind: 'delete', table, where, isBounded: true, hasOpenLimit: false, ...WRITES_NOTHING }
  const isBounded = LIMITS.test(text) || isCountedByKind(text) || /^\s*SELECT\s+(?:COUNT|SUM|AVG|MIN|MAX|EXISTS)\s*\(/i.test(text)
  // `WHERE id IN (...)` brings as many rows as ids are given.
  const isListed = /\bIN\s*\(/i.test(where)
  const hasOpenLimit = /\bLIMIT\s+(?:\$\d|%s|%\(|\?|:\w)/i.test(text)
  // Who limits the rows by a number of the caller expects more than one.
  const isOne = (namesOneRow(where) && !hasOpenLimit) || /\bLIMIT\s+1\b/i.test(text)
  const columns = namedColumns(text)
  return {
    kind: isOne ? 'read-one' : 'read-many',
    table,
    where,
    isBounded: isBounded || isListed || isWithinRange(where) || sumsOfOne(text, where),
    hasOpenLimit,
    ...WRITES_NOTHING,
    ...(columns === null ? {} : { columns }),
  }
}

const HOLE = String.raw`(?:\?|\$\d+|%s|%\(\w+\)s|[:@]\w+)`
const FROM_TO = [
  new RegExp(String.raw`([\w.]+)\s*>=?\s*${HOLE}[\s\S]*?\bAND\s+\1\s*<=?\s*${HOLE}`, 'i'),
  new RegExp(String.raw`([\w.]+)\s+BETWEEN\s+${HOLE}\s+AND\s+${HOLE}`, 'i'),
]
const OF_ONE = new RegExp(String.raw`[\w.]*id\s*=\s*${HOLE}`, 'i')

/** `WHERE room_id = ? AND slot >= ? AND slot < ?`: what one thing has between two ends. */
function isWithinRange(where: string): boolean {
  return !/\bOR\b/i.test(where) && OF_ONE.test(where) && FROM_TO.some((pattern) => pattern.test(where))
}

const NAMED_COLUMNS = /^\s*SELECT\s+((?:[\w."`]+\s*,\s*)*[\w."`]+)\s+FROM\s+[\w."`]+(?!\s*,)(?![\s\S]*\b(?:JOIN|UNION)\b)/i

/** `SELECT name, photo FROM members WHERE id = ?`. */
function namedColumns(text: string): readonly string[] | null {
  const list = NAMED_COLUMNS.exec(text)?.[1]
  return list === undefined
    ? null
    : list.split(',').map(
        (column) =>
          column
            .replace(/["`\s]/g, '')
            .split('.')
            .at(-1) ?? '',
      )
}

/** What bounds the rows of a statement, wherever in it it stands. */
export const LIMITS = /\b(?:LIMIT|FETCH\s+(?:FIRST|NEXT)|TOP\s*\(?\d)/i

/** `SELECT state, count(*) FROM repairs GROUP BY state`: as many rows as there are kinds, where the column names nobody and no day. */
function isCountedByKind(text: string): boolean {
  const column = /\bGROUP\s+BY\s+(?:\w+\.)?["`]?(\w+)["`]?\s*(?:\bORDER\b[\s\S]*)?;?\s*$/i.exec(text)?.[1]
  return (
    column !== undefined &&
    /\b(?:COUNT|SUM|AVG|MIN|MAX)\s*\(/i.test(text) &&
    /^(?:\w+_)?(?:state|status|kind|type|role|category|level|severity|priority|stage)$/i.test(column)
  )
}

/** `SELECT label, sum(cents) FROM spendings WHERE user_id = ? GROUP BY label`: the sums of one thing, and none of its rows. */
const sumsOfOne = (text: string, where: string): boolean =>
  /\bGROUP\s+BY\b/i.test(where) && /\b(?:COUNT|SUM|AVG)\s*\(/i.test(text) && OF_ONE.test(where) && !/\bOR\b/i.test(where)

/** Without what functions are called with, which may have a FROM of their own: `extract(epoch FROM ends_at)`; subqueries stay. */
function withoutCalls(text: string): string {
  let at = text
  for (let step = 0; step < DEEPEST_CALL; step += 1) {
    const plain = at.replace(/\b(\w+)\s*\((?![^()]*\bSELECT\b)[^()]*\)/gi, (found, name: string) =>
      /^(?:FROM|IN|INTO|VALUES|AS|JOIN|TABLE)$/i.test(name) ? found : name,
    )
    if (plain === at) break
    at = plain
  }
  return at
}

const DEEPEST_CALL = 6

/** Words that bound how many rows a chain of calls brings. */
export const BOUNDING_METHODS = new Set([
  'limit',
  'paginate',
  'take',
  'top',
  'first',
  'one',
  'count',
  'countDocuments',
  'exists',
  'fetchmany',
  'paginate_queryset',
  'simplePaginate',
  'slice',
  'scalar',
  'sum',
  'aggregate_count',
  'page',
  'per_page',
  'estimatedDocumentCount',
  'distinct_count',
])
export const BOUNDING_OPTIONS = new Set([
  'limit',
  'take',
  'first',
  'pageSize',
  'page_size',
  'per_page',
  'perPage',
  'max',
  'top',
  'size',
  'last',
])

/** Whether a condition is on a key, and not only on whose rows are meant. */
function namesOneRow(where: string): boolean {
  for (const [, column = ''] of where.matchAll(/["'`[]?(\w+)["'`\]]?\s*=(?!=)/g)) {
    if (/^(?:id|uuid|pk|email|username|login|slug|token|key|code|name|jti|sku|digest)$/i.test(column)) return true
    if (/_(?:id|uuid|token|hash|digest)$/i.test(column) && !OWNER_FIELD.test(column)) return true
  }
  return false
}
