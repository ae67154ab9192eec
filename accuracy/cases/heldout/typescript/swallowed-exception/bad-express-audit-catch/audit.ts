import { appendFile } from 'node:fs/promises'

export async function audit(actor: string, action: string): Promise<void> {
  try {
    await appendFile('/var/log/audit/trail.jsonl', `${JSON.stringify({ actor, action, at: Date.now() })}\n`)
  } catch {
  }
}
