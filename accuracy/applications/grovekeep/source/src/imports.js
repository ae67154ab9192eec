import { promisify } from 'node:util'
import { parse } from 'csv-parse'
import { XMLParser } from 'fast-xml-parser'
import { form, int, optional, text, Wrong } from './check.js'

const MOST = 5000
const parseCsv = promisify(parse)
const row = form({
  tag: text({ max: 24, pattern: /^[A-Z0-9-]+$/ }),
  species: text({ max: 120 }),
  district: int({ min: 1, max: 99 }),
  street: text({ max: 160 }),
  year: optional(int({ min: 1700, max: 2100 })),
})

const fromCsv = (body) => parseCsv(body, { columns: true, bom: true, trim: true, max_record_size: 2000, to: MOST + 1 })

const xml = new XMLParser({ processEntities: false, ignoreAttributes: true, parseTagValue: false, isArray: (name) => name === 'tree' })
const fromXml = (body) => {
  if (/<!DOCTYPE|<!ENTITY/i.test(body)) throw new Wrong('file', 'has a document type')
  return xml.parse(body)?.trees?.tree ?? []
}

export async function readImport(file) {
  const body = file.buffer.toString('utf8')
  const rows = file.originalname.toLowerCase().endsWith('.xml') ? fromXml(body) : await fromCsv(body)
  if (!Array.isArray(rows) || rows.length === 0 || rows.length > MOST) throw new Wrong('file', `1 to ${MOST} trees`)
  return rows.map((r) => row(r))
}

/** A cell that a spreadsheet would run begins with a quote. */
export const cell = (value) => {
  const s = String(value ?? '')
  return `"${(/^[=+\-@\t\r]/.test(s) ? `'${s}` : s).replaceAll('"', '""')}"`
}
