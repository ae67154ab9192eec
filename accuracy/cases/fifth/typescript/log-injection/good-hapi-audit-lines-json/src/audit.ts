import { createWriteStream } from 'node:fs'

const stream = createWriteStream(process.env.AUDIT_LOG ?? 'audit.log', { flags: 'a' })

export function audit(event: string, details: Record<string, string>): void {
  stream.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...details })}\n`)
}
