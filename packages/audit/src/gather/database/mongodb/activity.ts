import type { Backend } from '../drive/activity.ts'
import { APPLICATION_NAME, batchOf, countOf, type Document, isDocument, type MongoCommands, within } from './commands.ts'
import { shapeOf } from './shapes.ts'

/** Connections of clients, ours left out. Transactions that rest are told apart from connections: each is a session of its own. */
export async function backendsOf(commands: MongoCommands): Promise<readonly Backend[]> {
  const pipeline = [{ $currentOp: { allUsers: true, idleConnections: true, idleSessions: true } }]
  const entries = batchOf(await commands.run('admin', { aggregate: 1, pipeline, cursor: { batchSize: 5000 } }))
  return entries.filter(isOfClient).map(backendOf)
}

function isOfClient({ appName, client, type, connectionId }: Document): boolean {
  if (appName === APPLICATION_NAME) return false
  return type === 'idleSession' || (client !== undefined && connectionId !== undefined)
}

function backendOf(entry: Document): Backend {
  const { connectionId, type, active, waitingForLock } = entry
  const transaction = within(entry, 'transaction')
  const isIdleSession = type === 'idleSession'
  const inactiveMs = countOf(transaction.timeInactiveMicros) / 1000
  const runningMs = countOf(entry.microsecs_running) / 1000
  const user = Array.isArray(entry.effectiveUsers) ? entry.effectiveUsers.find(isDocument) : undefined
  const shape = active === true ? shapeOf(entry) : null
  return {
    pid: countOf(connectionId),
    key: isIdleSession ? `session ${JSON.stringify(within(entry, 'lsid').id ?? null)}` : String(connectionId),
    role: String(user?.user ?? ''),
    application: String(entry.appName ?? ''),
    state: active === true ? 'active' : isIdleSession && entry.transaction !== undefined ? 'idle in transaction' : 'idle',
    waitsForLock: waitingForLock === true,
    stateMs: isIdleSession ? inactiveMs : runningMs,
    transactionMs: entry.transaction === undefined ? null : countOf(transaction.timeOpenMicros) / 1000,
    queryMs: runningMs,
    query: shape?.text ?? '',
    blockedBy: [],
  }
}
