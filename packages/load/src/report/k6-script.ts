import type { Threshold } from '../command/thresholds.ts'
import { type LoadOptions, type LoadPlan, planOf } from '../generator/load-options.ts'
import type { LoadRequest } from '../http/request-template.ts'

/** A script for k6 that sends the same load, for who wants to run it from more machines. Bodies and headers stand in it as they are sent. */
export function k6Script(options: LoadOptions, thresholds: readonly Threshold[]): string {
  const plan = planOf(options)
  const scenarios = plan.scenarios.map(({ weight, requests }) => ({ weight, requests: requests.map(requestOf) }))
  return `${[
    "import encoding from 'k6/encoding'",
    "import http from 'k6/http'",
    "import { check, sleep } from 'k6'",
    '',
    `const base = ${JSON.stringify(`${plan.target.secure ? 'https' : 'http'}://${plan.target.authority}`)}`,
    `const scenarios = ${JSON.stringify(scenarios, null, 2)}`,
    `const timeout = ${JSON.stringify(`${plan.timeoutMs}ms`)}`,
    `const users = ${JSON.stringify(plan.users.map(({ headers }) => headers))}`,
    '',
    ...modelNotes(plan).map((note) => `// ${note}`),
    `export const options = ${JSON.stringify(
      {
        scenarios: { load: executorOf(plan) },
        thresholds: thresholdsOf(thresholds),
        insecureSkipTLSVerify: !plan.verifyCertificate,
        discardResponseBodies: true,
        summaryTrendStats: ['avg', 'min', 'med', 'p(90)', 'p(95)', 'p(99)', 'p(99.9)', 'max'],
      },
      null,
      2,
    )}`,
    '',
    BODY,
  ].join('\n')}\n`
}

const BODY = `export default function () {
  const user = users[(__VU - 1) % users.length]
  for (const { method, path, headers, text, base64, pauseMs, expected } of chosen().requests) {
    const body = base64 === null ? text : encoding.b64decode(base64)
    const callback = expected === null ? http.expectedStatuses({ min: 200, max: 399 }) : http.expectedStatuses(...expected)
    const response = http.request(method, base + path, body, {
      headers: { ...headers, ...user },
      redirects: 0,
      timeout,
      responseCallback: callback,
    })
    check(response, { answered: ({ status }) => status > 0 })
    if (pauseMs > 0) sleep(pauseMs / 1000)
  }
}

function chosen() {
  let left = Math.random() * scenarios.reduce((sum, { weight }) => sum + weight, 0)
  return scenarios.find(({ weight }) => (left -= weight) < 0) ?? scenarios[scenarios.length - 1]
}`

function requestOf({ method, path, headers = {}, body, thinkTimeMs = 0, expectedStatuses }: LoadRequest) {
  return {
    method: method ?? 'GET',
    path,
    headers,
    text: typeof body === 'string' ? body : null,
    base64: body === undefined || typeof body === 'string' ? null : Buffer.from(body).toString('base64'),
    pauseMs: thinkTimeMs,
    expected: expectedStatuses ?? null,
  }
}

function executorOf({ model, connections, durationMs, maxRequests }: LoadPlan): Readonly<Record<string, unknown>> {
  const duration = Number.isFinite(durationMs) ? `${Math.ceil(durationMs)}ms` : '10m'
  const pool = { preAllocatedVUs: connections, maxVUs: connections }
  if (model.kind === 'constant' || model.kind === 'poisson')
    return { executor: 'constant-arrival-rate', rate: Math.max(1, Math.round(model.ratePerSecond * 60)), timeUnit: '1m', duration, ...pool }
  if (Number.isFinite(maxRequests))
    return { executor: 'shared-iterations', vus: Math.min(connections, maxRequests), iterations: maxRequests, maxDuration: duration }
  return { executor: 'constant-vus', vus: connections, duration }
}

function modelNotes({ model, threads }: LoadPlan): readonly string[] {
  return [
    ...(model.kind === 'poisson' ? ['assay load sends at random instants at this rate; k6 sends evenly.'] : []),
    ...(model.kind === 'closed'
      ? []
      : ['k6 counts latency from when a request is sent: what waits for a free virtual user is dropped (dropped_iterations), not late.']),
    ...(threads > 1 ? ['k6 takes as many processors as there are.'] : []),
  ]
}

function thresholdsOf(thresholds: readonly Threshold[]): Readonly<Record<string, readonly string[]>> {
  const of = (metric: string, conditions: readonly string[]) => (conditions.length === 0 ? {} : { [metric]: conditions })
  return {
    ...of(
      'http_req_duration',
      thresholds.flatMap((threshold) => (threshold.kind === 'latency' ? [`${figureOf(threshold)}<${threshold.limitMs}`] : [])),
    ),
    ...of(
      'http_req_failed',
      thresholds.flatMap((threshold) => (threshold.kind === 'errors' ? [`rate<${threshold.share}`] : [])),
    ),
    ...of(
      'http_reqs',
      thresholds.flatMap((threshold) => (threshold.kind === 'rate' ? [`rate>${threshold.perSecond}`] : [])),
    ),
  }
}

function figureOf({ figure }: Extract<Threshold, { kind: 'latency' }>): string {
  if (figure.kind === 'mean') return 'avg'
  return figure.kind === 'max' ? 'max' : `p(${Number((100 * figure.quantile).toFixed(6))})`
}
