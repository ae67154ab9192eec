import { createHash } from 'node:crypto'
import type { Database } from '../database.ts'

/** Appends an event whose digest covers the one before it. */
export function recordAudit(database: Database, actor: string | null, action: string, subject: string | null = null): void {
  database.transaction(() => {
    const previous = database.get('SELECT digest FROM audit_events ORDER BY id DESC LIMIT 1')?.['digest'] ?? ''
    const at = Date.now()
    const digest = createHash('sha256').update(JSON.stringify([previous, at, actor, action, subject])).digest('hex')
    database.run('INSERT INTO audit_events (at, actor, action, subject, digest) VALUES (?, ?, ?, ?, ?)', at, actor, action, subject, digest)
  })
}
