import { sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { parse } from 'csv-parse'
import { contacts } from './schema'

interface Line {
  email: string
  name: string
  phone?: string
}

export interface ImportResult {
  read: number
  written: number
}

async function* linesOf(source: NodeJS.ReadableStream): AsyncGenerator<Line> {
  const parser = source.pipe(parse({ columns: true, trim: true, skip_empty_lines: true }))
  for await (const record of parser) {
    if (typeof record.email === 'string' && record.email.includes('@')) yield record as Line
  }
}

async function* chunksOf<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let chunk: T[] = []
  for await (const item of items) {
    chunk.push(item)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

export async function importContacts(db: NodePgDatabase, orgId: string, source: NodeJS.ReadableStream): Promise<ImportResult> {
  const result: ImportResult = { read: 0, written: 0 }
  for await (const lines of chunksOf(linesOf(source), 500)) {
    result.read += lines.length
    const written = await db
      .insert(contacts)
      .values(lines.map((line) => ({ orgId, ...pick(line) })))
      .onConflictDoUpdate({
        target: [contacts.orgId, contacts.email],
        set: { name: sql`excluded.name`, phone: sql`excluded.phone` },
      })
      .returning({ id: contacts.id })
    result.written += written.length
  }
  return result
}

function pick({ email, name, phone }: Line) {
  return { email: email.toLowerCase(), name, phone: phone ?? null }
}
