import { config } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { Facts } from '../../model/facts.ts'
import { notApplicable, notVerified } from '../../model/outcome.ts'
import { shippedServices } from '../container/images.ts'
import { isApplication } from '../source-checks.ts'
import { connectionsOf } from './connections.ts'
import { engineOf } from './stores.ts'

const NEEDS = ['source', 'manifests', 'composeFiles', 'envFiles', 'settingsFiles', 'dockerfiles'] as const
type Needed = Pick<Facts, (typeof NEEDS)[number]>

/** SQLite inside the process, by the names that programs import it by. */
const EMBEDDED = /^(?:node:sqlite|python:sqlite3|better-sqlite3|sqlite3?|sql\.js|aiosqlite)$/
/** Whatever speaks to a database server, or to one that the configuration chooses; of PyPI and npm. */
const SERVERS =
  /^(?:pg|pg-promise|postgres|@neondatabase\/serverless|psycopg2?(?:[-_](?:binary|pool|c))?|asyncpg|pg8000|mysql2?|mariadb|mysqlclient|mysqldb|pymysql|aiomysql|asyncmy|mysql[-_]connector(?:[-_]python)?|@planetscale\/database|mongodb|mongoose|pymongo|motor|mongoengine|beanie|odmantic|flask[-_]pymongo|mssql|tedious|pyodbc|aioodbc|pymssql|oracledb|cx[-_]oracle|cassandra(?:-driver)?|neo4j(?:-driver)?|couchbase|@libsql\/client|libsql(?:[-_]client|[-_]experimental)?|@supabase\/supabase-js|supabase|firebase[-_]admin|@google-cloud\/(?:firestore|spanner|bigquery)|@aws-sdk\/(?:client|lib)-dynamodb|clickhouse[-_](?:driver|connect)|@clickhouse\/client|snowflake[-_]connector(?:[-_]python)?|elasticsearch|@elastic\/elasticsearch|rethinkdb|arangojs|edgedb)$/i
/** Layers whose database is named by configuration. */
const LAYERS =
  /^(?:sqlalchemy|flask[-_]sqlalchemy|sqlmodel|databases|django|peewee|pony|tortoise(?:-orm)?|piccolo|ormar|sequelize|sequelize-typescript|typeorm|knex|objection|bookshelf|prisma|@prisma\/client|drizzle-orm|kysely|@mikro-orm\/.+|@nestjs\/(?:typeorm|sequelize|mongoose)|waterline)$/i
const FILE_ADDRESS = /^(?:sqlite3?(?:\+\w+)?:|file:[^?]*\.(?:db3?|sqlite3?)\b|django\.db\.backends\.sqlite3$)/i
const SERVER_BACKEND = /^django\.db\.backends\.(?!sqlite3$)|^(?:postgres\w*|mysql|mariadb|mssql|oracle|mongodb)$/i

/** Decides a control of database servers where SQLite is the only database; elsewhere it has nothing to say. */
export function embeddedCheck(because: string) {
  return config(NEEDS, (facts) => {
    const places = embeddedPlaces(facts)
    return places.length === 0
      ? notVerified('no-data', '')
      : notApplicable(because, inventory('where SQLite is named, and no other database anywhere', places))
  })
}

/** Places that name SQLite, where nothing names another database; empty where something does, or nothing names any. */
export function embeddedPlaces(facts: Needed): readonly string[] {
  const { source, manifests, composeFiles, envFiles, settingsFiles } = facts
  const imports = source.packageImports.filter(({ file }) => isApplication(source, file))
  const declared = manifests.flatMap((manifest) => manifest.declared.filter(({ group }) => group !== 'development').map(({ name }) => name))
  const hasServer =
    imports.some((each) => SERVERS.test(each.package)) ||
    declared.some((name) => SERVERS.test(name)) ||
    shippedServices(composeFiles).some((placed) => ['postgresql', 'mysql', 'mongodb'].includes(engineOf(placed) ?? '')) ||
    connectionsOf(facts).some(({ scheme }) => !/^(?:redis|valkey|amqp)/.test(scheme))
  const settings = [
    ...composeFiles.flatMap(({ file, purpose, services }) =>
      services.flatMap(({ environment }) => environment.map(({ value }) => ({ file, purpose, value }))),
    ),
    ...[...envFiles, ...settingsFiles].flatMap((each) =>
      each.settings.map(({ value }) => ({ file: each.file, purpose: each.purpose, value })),
    ),
  ].filter(({ purpose }) => purpose === 'production')
  if (hasServer || settings.some(({ value }) => SERVER_BACKEND.test(value))) return []
  const addressed = settings
    .filter(({ value }) => FILE_ADDRESS.test(value))
    .map(({ file, value }) => `${file}: ${value.split(/[:?]/)[0]} address`)
  const isChosenElsewhere = imports.some((each) => LAYERS.test(each.package)) && addressed.length === 0
  if (isChosenElsewhere) return []
  const opened = imports
    .filter((each) => EMBEDDED.test(each.package))
    .map(({ file, line, package: name }) => `${file}:${line} imports ${name}`)
  return [...new Set([...addressed, ...opened])]
}
