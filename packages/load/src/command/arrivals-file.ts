import { LoadError } from '../errors.ts'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const MAX_ARRIVALS = 5_000_000
/** As web servers write the time of a request, to the second. */
const LOG_TIME = /\[(\d{2})\/(\w{3})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})\]/
const ISO_TIME = /^\s*"?(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)/

/**
 * Instants at which requests came, in milliseconds from the first: of an access log, of a recorded session (HAR), or written one to a line as
 * milliseconds or dates. What a log dates to the same second is spread evenly over it. Throws LoadError('USAGE').
 */
export function arrivalsIn(text: string, file: string): number[] {
  const isJson = /^\s*[[{]/.test(text) && !LOG_TIME.test(text.slice(0, 200))
  const instants = isJson ? ofJson(text, file) : ofLines(text, file)
  if (instants.length === 0)
    throw new LoadError('USAGE', `${file} holds no instants: an access log, a HAR file, or one to a line in milliseconds.`)
  if (instants.length > MAX_ARRIVALS)
    throw new LoadError('USAGE', `${file} holds ${instants.length} instants; ${MAX_ARRIVALS} are the most.`)
  const sorted = instants.toSorted((a, b) => a - b)
  const first = sorted[0] ?? 0
  return sorted.map((instant) => instant - first)
}

function ofJson(text: string, file: string): number[] {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new LoadError('USAGE', `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  if (Array.isArray(data)) return data.map((each, index) => instantOf(each, `${file}, entry ${index + 1}`))
  const entries = isObject(data) && isObject(data.log) ? data.log.entries : null
  if (!Array.isArray(entries)) throw new LoadError('USAGE', `${file} is neither a list of instants nor a HAR file.`)
  return entries.map((entry, index) => instantOf(isObject(entry) ? entry.startedDateTime : null, `${file}, entry ${index + 1}`))
}

function ofLines(text: string, file: string): number[] {
  const instants: number[] = []
  let second: number[] = []
  const spread = () => {
    for (const [index, at] of second.entries()) instants.push(at + (1000 * index) / second.length)
    second = []
  }
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const logged = LOG_TIME.exec(line)
    if (logged === null) {
      instants.push(instantOf(ISO_TIME.exec(line)?.[1] ?? line.trim(), `${file}, line ${index + 1}`))
      continue
    }
    const at = loggedAt(logged)
    if (!Number.isFinite(at)) throw new LoadError('USAGE', `${file}, line ${index + 1}: ${logged[0]} is no date.`)
    if (second[0] !== undefined && second[0] !== at) spread()
    second.push(at)
  }
  spread()
  return instants
}

function loggedAt([, day, month = '', year, hours, minutes, seconds, sign, zoneHours, zoneMinutes]: readonly (
  | string
  | undefined
)[]): number {
  const number = MONTHS.indexOf(month)
  if (number < 0) return Number.NaN
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1)
  return Date.UTC(Number(year), number, Number(day), Number(hours), Number(minutes), Number(seconds)) - offset * 60_000
}

function instantOf(value: unknown, place: string): number {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value))
  const instant = isNumber ? Number(value) : typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isFinite(instant)) return instant
  throw new LoadError('USAGE', `${place}: "${String(value).slice(0, 60)}" is no instant (milliseconds, or a date).`)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
