import { createWriteStream } from 'node:fs'

const stream = createWriteStream(process.env.AUDIT_LOG ?? 'audit.log', { flags: 'a' })

export function audit(event: string, details: Record<string, string>): void {
  const pairs = Object.entries(details).map(([key, value]) => `${key}=${value}`)
  stream.write(`${new Date().toISOString()} ${event} ${pairs.join(' ')}\n`)
}
