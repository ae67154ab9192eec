import { createWriteStream } from 'node:fs'

const stream = createWriteStream(process.env.AUDIT_LOG ?? 'audit.log', { flags: 'a' })

export function audit(event, detail) {
  stream.write(`${new Date().toISOString()} ${event} ${JSON.stringify(detail)}\n`)
}
