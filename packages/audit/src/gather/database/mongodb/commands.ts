import type { MongoClient } from 'mongodb'
import { AuditError } from '../../../model/errors.ts'
import { addressOf, messageOf } from '../values.ts'

export const APPLICATION_NAME = 'assay'
export const DEFAULT_PORT = '27017'
const COMMAND_MS = 5000
const CONNECT_MS = 5000

export type Document = Readonly<Record<string, unknown>>

/** Whoever runs commands on a server: a session, or answers that were recorded. */
export interface MongoCommands {
  run(database: string, command: Document): Promise<Document>
  close(): Promise<void>
}

/** Commands that read, by their name. */
const READING = new Set([
  'buildInfo',
  'connectionStatus',
  'usersInfo',
  'serverStatus',
  'getCmdLineOpts',
  'top',
  'collStats',
  'dbStats',
  'listCollections',
  'listIndexes',
])
/** Stages that an aggregation may begin with. */
const READING_STAGES = new Set(['$indexStats', '$currentOp', '$collStats'])

/** Whether a command changes nothing and reads no document of the service: the profile alone is searched. */
export function mayRun(command: Document): boolean {
  const [name = ''] = Object.keys(command)
  if (name === 'profile') return command.profile === -1
  if (name === 'find') return command.find === 'system.profile'
  if (name !== 'aggregate') return READING.has(name)
  const [first, ...rest] = Array.isArray(command.pipeline) ? command.pipeline : []
  const stageOf = (stage: unknown): string => (typeof stage === 'object' && stage !== null ? (Object.keys(stage)[0] ?? '') : '')
  return READING_STAGES.has(stageOf(first)) && rest.length === 0
}

/** A session on a server; only commands that read are sent. */
export class MongoSession implements MongoCommands {
  private readonly client: MongoClient

  private constructor(client: MongoClient) {
    this.client = client
  }

  /** Throws {@link AuditError} when the driver is missing or nobody answers. */
  static async open(url: string): Promise<MongoSession> {
    const { MongoClient } = await loadDriver()
    try {
      const client = new MongoClient(url, {
        appName: APPLICATION_NAME,
        serverSelectionTimeoutMS: CONNECT_MS,
        connectTimeoutMS: CONNECT_MS,
        socketTimeoutMS: 2 * COMMAND_MS,
        maxPoolSize: 2,
        retryWrites: false,
      })
      await client.connect()
      return new MongoSession(client)
    } catch (error) {
      throw new AuditError('DATABASE_UNREACHABLE', `Cannot use the database at ${addressOf(url, DEFAULT_PORT)}: ${messageOf(error)}`)
    }
  }

  async run(database: string, command: Document): Promise<Document> {
    if (!mayRun(command)) throw new Error(`assay sends no such ${Object.keys(command)[0]} to MongoDB`)
    return this.client.db(database).command({ ...command, maxTimeMS: COMMAND_MS })
  }

  close(): Promise<void> {
    return this.client.close()
  }
}

async function loadDriver(): Promise<typeof import('mongodb')> {
  try {
    return await import('mongodb')
  } catch {
    throw new AuditError('USAGE', 'To look into MongoDB, assay needs the package mongodb beside it: npm install mongodb')
  }
}

/** Name of the database in an address. */
export function databaseOf(url: string): string {
  return decodeURIComponent(/^mongodb(?:\+srv)?:\/\/[^/]+\/(?<name>[^?]*)/.exec(url)?.groups?.name ?? '')
}

/** Hosts of an address: a replica set has several. */
export function hostsOf(url: string): readonly string[] {
  const list = /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?(?<hosts>[^/?]*)/.exec(url)?.groups?.hosts ?? ''
  return list.split(',').map((host) => host.replace(/:\d+$/, ''))
}

/** The documents of the first batch of a cursor. */
export function batchOf(answer: Document): readonly Document[] {
  const cursor = isDocument(answer.cursor) ? answer.cursor : {}
  return Array.isArray(cursor.firstBatch) ? cursor.firstBatch.filter(isDocument) : []
}

export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A document within a document; empty when there is none. */
export function within(document: Document, ...path: readonly string[]): Document {
  let value: unknown = document
  for (const name of path) value = isDocument(value) ? value[name] : undefined
  return isDocument(value) ? value : {}
}

/** A number, also of the driver's own classes for large ones. */
export function countOf(value: unknown): number {
  return value === undefined || value === null ? 0 : Number(String(value))
}

/** Code of an error of the server; 0 for others. 13 is "not authorized". */
export function codeOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number' ? error.code : 0
}
