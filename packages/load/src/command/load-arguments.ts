import { readFileSync } from 'node:fs'
import type { parseArgs } from 'node:util'
import { parseDuration } from '../duration.ts'
import { LoadError } from '../errors.ts'
import type { LoadModel, LoadStep } from '../generator/arrivals.ts'
import { type LoadOptions, MOST } from '../generator/load-options.ts'
import { isLoopback, parseTarget } from '../http/request-template.ts'
import { util } from '../on-demand.ts'
import { harScenario } from '../scenario/har-scenario.ts'
import type { ServiceLevel } from '../statistics/capacity.ts'
import { arrivalsIn } from './arrivals-file.ts'
import { readScenarioFile, type ScenarioFile } from './scenario-file.ts'
import { parseServiceLevel, parseThreshold, type Threshold } from './thresholds.ts'

/** What the command line asks for, checked. */
export type LoadArguments =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'run'
      readonly load: LoadOptions
      readonly thresholds: readonly Threshold[]
      readonly json: boolean
      /** File for the percentile distribution; null for none. */
      readonly hdr: string | null
      /** Command that starts the service; null when it runs already. */
      readonly start: string | null
    }
  | { readonly kind: 'k6'; readonly load: LoadOptions; readonly thresholds: readonly Threshold[]; readonly file: string }
  | {
      readonly kind: 'compare'
      readonly a: LoadOptions
      readonly b: LoadOptions
      readonly durationMs: number
      readonly margin: number
      readonly json: boolean
    }
  | {
      readonly kind: 'capacity'
      readonly load: LoadOptions
      readonly slo: ServiceLevel
      readonly json: boolean
      readonly start: string | null
    }
  | {
      readonly kind: 'workers'
      readonly load: LoadOptions
      readonly workers: readonly number[]
      readonly start: string
      readonly json: boolean
    }

const OPTIONS = {
  connections: { type: 'string', short: 'c' },
  duration: { type: 'string', short: 'd' },
  requests: { type: 'string', short: 'n' },
  rate: { type: 'string', short: 'R' },
  threads: { type: 'string', short: 't' },
  header: { type: 'string', short: 'H', multiple: true },
  method: { type: 'string', short: 'm' },
  body: { type: 'string', short: 'b' },
  scenario: { type: 'string', short: 's' },
  timeout: { type: 'string' },
  uniform: { type: 'boolean' },
  ramp: { type: 'string' },
  steps: { type: 'string' },
  replay: { type: 'string' },
  start: { type: 'string' },
  workers: { type: 'string' },
  seed: { type: 'string' },
  insecure: { type: 'boolean', short: 'k' },
  http2: { type: 'boolean' },
  har: { type: 'string' },
  json: { type: 'boolean' },
  hdr: { type: 'string' },
  k6: { type: 'string' },
  fail: { type: 'string', multiple: true },
  compare: { type: 'boolean' },
  margin: { type: 'string' },
  'find-capacity': { type: 'boolean' },
  slo: { type: 'string' },
  'i-am-authorized': { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values']

const DEFAULT_DURATION_MS = 10_000
const LONGEST_BODY_BYTES = 16 * 1024 * 1024
const LONGEST_HAR_BYTES = 256 * 1024 * 1024

/** Reads the command line. Throws LoadError('USAGE') with what is wrong and how it is written. */
export function parseLoadArguments(args: readonly string[]): LoadArguments {
  const { values, positionals } = parse(args)
  if (values.help === true || args.length === 0) return { kind: 'help' }
  const json = values.json ?? false
  if (values.hdr !== undefined && (values.compare === true || values['find-capacity'] === true))
    throw new LoadError('USAGE', '--hdr writes the latencies of one run; leave --compare and --find-capacity out.')
  if (values.compare === true) {
    const [a, b, ...rest] = positionals
    if (a === undefined || b === undefined || rest.length > 0)
      throw new LoadError('USAGE', '--compare needs two addresses: assay load --compare URL-A URL-B.')
    const durationMs = values.duration === undefined ? DEFAULT_DURATION_MS : time('--duration', values.duration)
    return {
      kind: 'compare',
      a: loadOptions(a, values),
      b: loadOptions(b, values),
      durationMs,
      margin: percentage('--margin', values.margin ?? '5%'),
      json,
    }
  }
  const [url, ...rest] = positionals
  if (url === undefined) throw new LoadError('USAGE', 'Which address? For example: assay load http://127.0.0.1:3000/.')
  if (rest.length > 0) throw new LoadError('USAGE', `One address at a time, not also "${rest.join(' ')}". Two are compared with --compare.`)
  const recorded = scenarioFileOf(values)
  const load = loadOptions(url, values, recorded)
  const start = values.start ?? null
  if (values.workers !== undefined) return { kind: 'workers', load, ...workersOf(values.workers, start), json }
  if (values['find-capacity'] === true) {
    if (values.slo === undefined) throw new LoadError('USAGE', "--find-capacity needs what the service promises: --slo 'p99<100ms'.")
    return { kind: 'capacity', load, slo: parseServiceLevel(values.slo), json, start }
  }
  if (values.slo !== undefined) throw new LoadError('USAGE', '--slo belongs to --find-capacity. To fail on a threshold, use --fail.')
  const durationMs = values.duration === undefined ? (recorded?.durationMs ?? undefined) : time('--duration', values.duration)
  const lastsByItself = load.model?.kind === 'steps' || load.model?.kind === 'replay'
  const timed = durationMs ?? (values.requests === undefined && !lastsByItself ? DEFAULT_DURATION_MS : undefined)
  const timedLoad = { ...load, ...(timed === undefined ? {} : { durationMs: timed }) }
  const thresholds = (values.fail ?? recorded?.fail ?? []).map(parseThreshold)
  if (values.k6 !== undefined) return { kind: 'k6', load: timedLoad, thresholds, file: values.k6 }
  return { kind: 'run', load: timedLoad, thresholds, json, hdr: values.hdr ?? null, start }
}

function parse(args: readonly string[]): { values: Values; positionals: string[] } {
  try {
    return util().parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new LoadError('USAGE', `${optionProblem(error)} See assay load --help.`, { cause: error })
  }
}

/** What other load generators call it, and what it is called here. */
const CALLED_HERE: Readonly<Record<string, string>> = {
  '-z': 'the duration is -d',
  '-q': 'the rate is -R',
  '--rps': 'the rate is -R',
  '-u': 'the number of users is -c',
  '--vus': 'the number of users is -c',
  '-a': 'the number of requests is -n',
  '--amount': 'the number of requests is -n',
  '--latency': 'percentiles are always shown, without --latency',
}

/** The first sentence of what the parser says: what follows there is advice of several lines. */
function optionProblem(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  const [, option = ''] = /option '(-[^',\s]*)/i.exec(line) ?? []
  if (line.includes('ambiguous')) return `${option} needs a value, and what follows begins with a dash.`
  const sentence = `${line.split('. ')[0]?.replace(/\.$/, '')}`
  const here = CALLED_HERE[option]
  return here === undefined || !line.startsWith('Unknown') ? `${sentence}.` : `${sentence}: here ${here}.`
}

const withScheme = (address: string): string => (/^[a-z][a-z+.-]*:\/\//i.test(address) ? address : `http://${address}`)

/** The file of --scenario; null without one. It takes the place of method and body. */
function scenarioFileOf(values: Values): ScenarioFile | null {
  if (values.scenario === undefined) return null
  if (values.method !== undefined || values.body !== undefined || values.har !== undefined)
    throw new LoadError('USAGE', '--scenario says what is sent; leave --method, --body and --har out.')
  return readScenarioFile(values.scenario)
}

function loadOptions(address: string, values: Values, recorded = scenarioFileOf(values)): LoadOptions {
  const url = withScheme(address)
  requireAuthority(url, values['i-am-authorized'] ?? [])
  const model = modelOf(values, recorded?.ratePerSecond ?? null)
  const body = values.body === undefined ? undefined : bodyOf(values.body)
  const method = values.method?.toUpperCase() ?? (body === undefined ? undefined : 'POST')
  return {
    url,
    connections:
      values.connections === undefined ? (recorded?.connections ?? 10) : count('--connections', values.connections, MOST.connections),
    threads: values.threads === undefined ? 1 : count('--threads', values.threads, MOST.threads),
    headers: headersOf(values.header ?? []),
    ...(model === null ? {} : { model }),
    ...(method === undefined ? {} : { method }),
    ...(body === undefined ? {} : { body }),
    ...(recorded === null ? {} : { scenarios: recorded.scenarios, users: recorded.users }),
    ...(values.timeout === undefined ? {} : { timeoutMs: time('--timeout', values.timeout) }),
    ...(values.requests === undefined ? {} : { maxRequests: count('--requests', values.requests) }),
    ...(values.seed === undefined ? {} : { seed: count('--seed', values.seed) }),
    ...(values.har === undefined ? {} : { scenarios: [harScenario(textOf(values.har, 'the recorded session'), url, values.har).scenario] }),
    ...(values.http2 === true ? { http2: true } : {}),
    ...(values.insecure === true ? { verifyCertificate: false } : {}),
  }
}

/** How requests arrive; null when each user waits for the answer. */
function modelOf({ rate, uniform, ramp, steps, replay }: Values, recordedRate: number | null): LoadModel | null {
  const given = Object.entries({ '--rate': rate, '--ramp': ramp, '--steps': steps, '--replay': replay }).filter(
    ([, value]) => value !== undefined,
  )
  if (given.length > 1) throw new LoadError('USAGE', `${given.map(([name]) => name).join(' and ')} exclude each other.`)
  if (replay !== undefined) return { kind: 'replay', arrivalsMs: arrivalsIn(textOf(replay, 'the recorded arrivals'), replay) }
  if (steps !== undefined) return { kind: 'steps', steps: steps.split(',').map(stepOf) }
  if (ramp !== undefined) {
    const [, from = '', to = ''] = /^([\d.]+k?)-([\d.]+k?)$/i.exec(ramp.trim()) ?? []
    if (to === '') throw new LoadError('USAGE', `"${ramp}" is no ramp. Write it as --ramp 10-500, in requests per second.`)
    return {
      kind: 'ramp',
      fromPerSecond: Number(from) === 0 ? 0 : number('--ramp', from),
      toPerSecond: Number(to) === 0 ? 0 : number('--ramp', to),
    }
  }
  const ratePerSecond = rate === undefined ? recordedRate : number('--rate', rate)
  return ratePerSecond === null ? null : { kind: uniform === true ? 'constant' : 'poisson', ratePerSecond }
}

function stepOf(text: string): LoadStep {
  const [, rate = '', time = ''] = /^\s*([\d.]+k?)\s*x\s*(\S+)\s*$/i.exec(text) ?? []
  if (time === '') throw new LoadError('USAGE', `"${text}" is no step. Write them as --steps 100x10s,200x10s.`)
  return { ratePerSecond: number('--steps', rate), durationMs: parseDuration(time) }
}

function workersOf(text: string, start: string | null): { readonly workers: readonly number[]; readonly start: string } {
  const workers = text.split(',').map((each) => count('--workers', each))
  if (start === null || workers.length < 2)
    throw new LoadError('USAGE', "--workers compares numbers of workers: --workers 1,2,4 --start 'gunicorn -w {workers} app:app'.")
  return { workers, start }
}

/** Load is an attack on whoever did not ask for it: only this machine, unless the caller says so by name. */
function requireAuthority(url: string, authorized: readonly string[]): void {
  const { host, authority } = parseTarget(url)
  if (isLoopback(host) || authorized.some((name) => name === host || name === authority)) return
  throw new LoadError('TARGET_NOT_AUTHORIZED', `${host} is not this machine. If you may load it, say so: --i-am-authorized ${host}`)
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1) throw new LoadError('USAGE', `"${line}" is not a header. Write it as -H 'Name: value'.`)
    headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim()
  }
  return headers
}

/** The text itself, or the contents of @file. */
function bodyOf(value: string): string | Uint8Array {
  return value.startsWith('@') ? bytesOf(value.slice(1), LONGEST_BODY_BYTES, 'the body') : value
}

function textOf(path: string, what: string): string {
  return Buffer.from(bytesOf(path, LONGEST_HAR_BYTES, what)).toString('utf8')
}

function bytesOf(path: string, most: number, what: string): Uint8Array {
  try {
    const bytes = readFileSync(path)
    if (bytes.length > most) throw new LoadError('USAGE', `${path} is too large for ${what} (${most / 1024 / 1024} MiB at most).`)
    return bytes
  } catch (error) {
    if (error instanceof LoadError) throw error
    throw new LoadError('USAGE', `Cannot read ${what} from ${path}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

function number(name: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(k?)$/i.exec(text.trim())
  const value = match === null ? 0 : Number(match[1]) * (match[2] === '' ? 1 : 1000)
  if (value <= 0) throw new LoadError('USAGE', `${name} needs a number above zero, not "${text}".`)
  return value
}

function count(name: string, text: string, most = Number.MAX_SAFE_INTEGER): number {
  const value = number(name, text)
  if (!Number.isInteger(value)) throw new LoadError('USAGE', `${name} needs a whole number, not "${text}".`)
  if (value > most) throw new LoadError('USAGE', `${name} takes ${most} at most, not "${text}".`)
  return value
}

/** Milliseconds, above zero. */
function time(name: string, text: string): number {
  const milliseconds = parseDuration(text)
  if (milliseconds > 0) return milliseconds
  throw new LoadError('USAGE', `${name} needs a time above zero, such as 10s, not "${text}".`)
}

function percentage(name: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*%$/.exec(text.trim())
  if (match === null) throw new LoadError('USAGE', `${name} needs a percentage like 5%, not "${text}".`)
  return Number(match[1]) / 100
}
