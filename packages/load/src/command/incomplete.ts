import { formatDuration } from '../duration.ts'
import { LoadError } from '../errors.ts'
import type { ErrorClass } from '../generator/error-class.ts'
import type { LoadOptions } from '../generator/load-options.ts'
import type { LoadResult } from '../generator/load-result.ts'
import { parseTarget } from '../http/request-template.ts'
import { reach } from './reach.ts'

const WHY_NOBODY_ANSWERED: Partial<Readonly<Record<ErrorClass, string>>> = {
  timeout: 'It takes connections and gives no answer in time (--timeout).',
  unfinished: 'It takes connections and gave no answer before the end of the run.',
  malformed: 'What it answers is not HTTP.',
  tls: 'Its certificate was not accepted; -k accepts any.',
}

/**
 * Why a run did not measure what it was asked for: it was stopped, nobody answered, or the service ended on the way. Null for one that did,
 * however many errors the service gave.
 */
export async function whyIncomplete(result: LoadResult, load: LoadOptions): Promise<string | null> {
  const { aborted, requests, statuses, errorClasses, url, durationMs } = result
  if (aborted) return `Stopped after ${formatDuration(durationMs)}: the figures are those of what was measured until then.`
  if (requests === 0) return result.void
  if (Object.keys(statuses).length === 0) {
    const [[name, count] = ['', 0]] = Object.entries(errorClasses).toSorted(([, a], [, b]) => b - a)
    return `No request was answered (${name}: ${count}). ${WHY_NOBODY_ANSWERED[name as ErrorClass] ?? closedHint(url)}`
  }
  return (errorClasses.refused ?? 0) === 0 ? null : await whyGone(load, 'run')
}

/** That the service ended while it was measured; null when it takes connections still. */
export async function whyGone(load: Parameters<typeof reach>[0], during: string): Promise<string | null> {
  if (await isThere(load)) return null
  return `The service ended during the ${during}: nobody listens at ${load.url} any more. The figures hold what it refused since.`
}

function closedHint(url: string): string {
  return parseTarget(url).secure ? 'Is the service running?' : 'Does it want https?'
}

async function isThere(load: Parameters<typeof reach>[0]): Promise<boolean> {
  try {
    await reach(load, new AbortController().signal)
    return true
  } catch (error) {
    if (error instanceof LoadError) return false
    throw error
  }
}
