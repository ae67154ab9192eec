import { readFileSync } from 'node:fs'
import { parseDuration } from '../duration.ts'
import { LoadError } from '../errors.ts'
import type { LoadScenario, LoadUser } from '../generator/load-options.ts'
import type { LoadRequest } from '../http/request-template.ts'

/** What a file says of a load; what the command line says wins. */
export interface ScenarioFile {
  readonly scenarios: readonly LoadScenario[]
  readonly users: readonly LoadUser[]
  readonly connections: number | null
  readonly ratePerSecond: number | null
  readonly durationMs: number | null
  /** Thresholds, as --fail takes them. */
  readonly fail: readonly string[]
}

const LONGEST_FILE_BYTES = 64 * 1024 * 1024

/**
 * Reads a scenario file (JSON: `scenarios` of `name`, `weight` and `requests`, besides `users`, `connections`, `rate`, `duration` and
 * `fail`). Throws LoadError('USAGE') that names the file and what is wrong in it.
 */
export function readScenarioFile(file: string): ScenarioFile {
  const document = parse(file)
  if (isObject(document.log)) throw wrong(file, 'it is a HAR file; give it with --har')
  const known = ['$schema', 'description', 'scenarios', 'users', 'connections', 'rate', 'duration', 'fail']
  const stranger = Object.keys(document).find((key) => !known.includes(key))
  if (stranger !== undefined) throw wrong(file, `"${stranger}" is no key of a scenario file; there are ${known.slice(2).join(', ')}`)
  const scenarios = list(file, 'scenarios', document.scenarios).map((each, at) => scenarioOf(file, `scenarios[${at}]`, each))
  if (scenarios.length === 0) throw wrong(file, 'it has no "scenarios"')
  return {
    scenarios,
    users: list(file, 'users', document.users).map((each, at) => ({ headers: headersOf(file, `users[${at}]`, each.headers) })),
    connections: positive(file, 'connections', document.connections),
    ratePerSecond: positive(file, 'rate', document.rate),
    durationMs: document.duration === undefined ? null : parseDuration(text(file, 'duration', document.duration)),
    fail: Array.isArray(document.fail) ? document.fail.map((each, at) => text(file, `fail[${at}]`, each)) : [],
  }
}

type Document = Readonly<Record<string, unknown>>

function parse(file: string): Document {
  try {
    const bytes = readFileSync(file)
    if (bytes.length > LONGEST_FILE_BYTES) throw wrong(file, 'it is larger than 64 MiB')
    const document: unknown = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''))
    if (isObject(document)) return document
    throw wrong(file, 'it is no JSON object')
  } catch (error) {
    if (error instanceof LoadError) throw error
    throw wrong(file, error instanceof Error ? error.message : String(error))
  }
}

function scenarioOf(file: string, at: string, scenario: Document): LoadScenario {
  const requests = list(file, `${at}.requests`, scenario.requests).map((each, index) => requestOf(file, `${at}.requests[${index}]`, each))
  if (requests.length === 0) throw wrong(file, `${at} has no requests`)
  const weight = positive(file, `${at}.weight`, scenario.weight)
  return {
    name: scenario.name === undefined ? at : text(file, `${at}.name`, scenario.name),
    requests,
    ...(weight === null ? {} : { weight }),
  }
}

function requestOf(file: string, at: string, request: Document): LoadRequest {
  const path = text(file, `${at}.path`, request.path)
  if (!path.startsWith('/')) throw wrong(file, `${at}.path must begin with a slash, not "${path}"`)
  const { method, body, thinkTime, expect } = request
  const json = body === undefined || typeof body === 'string' ? null : JSON.stringify(body)
  const headers = headersOf(file, at, request.headers)
  return {
    path,
    headers: json === null ? headers : { 'Content-Type': 'application/json', ...headers },
    ...(method === undefined ? {} : { method: text(file, `${at}.method`, method).toUpperCase() }),
    ...(typeof body === 'string' ? { body } : json === null ? {} : { body: json }),
    ...(thinkTime === undefined ? {} : { thinkTimeMs: parseDuration(text(file, `${at}.thinkTime`, thinkTime)) }),
    ...(expect === undefined ? {} : { expectedStatuses: statuses(file, `${at}.expect`, expect) }),
  }
}

function headersOf(file: string, at: string, headers: unknown): Record<string, string> {
  if (headers === undefined) return {}
  if (!isObject(headers)) throw wrong(file, `${at}.headers must be an object`)
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, text(file, `${at}.headers.${name}`, value)]))
}

function statuses(file: string, at: string, value: unknown): number[] {
  const all: unknown[] = Array.isArray(value) ? value : [value]
  return all.map((each) => {
    if (typeof each === 'number' && Number.isInteger(each) && each >= 100 && each <= 599) return each
    throw wrong(file, `${at} must hold statuses such as 200`)
  })
}

function list(file: string, at: string, value: unknown): Document[] {
  if (value === undefined) return []
  if (!Array.isArray(value) || !value.every(isObject)) throw wrong(file, `"${at}" must be a list of objects`)
  return value
}

function positive(file: string, at: string, value: unknown): number | null {
  if (value === undefined) return null
  if (typeof value === 'number' && value > 0) return value
  throw wrong(file, `"${at}" must be a number above zero`)
}

function text(file: string, at: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw wrong(file, `"${at}" must be a text`)
}

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const wrong = (file: string, what: string): LoadError => new LoadError('USAGE', `Cannot use the scenario file ${file}: ${what}.`)
