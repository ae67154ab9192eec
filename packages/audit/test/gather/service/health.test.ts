import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { probeHealth } from '../../../src/gather/service/probes/health.ts'
import { liveOutcome, operationOf, probeAt } from './probe-harness.ts'

type Answer = readonly [status: number, type: string, body: string]
const PAGE: Answer = [200, 'text/html', '<!doctype html><title>Shop</title>']

it.each<readonly [string, Readonly<Record<string, Answer>>, string, string]>([
  ['a plain ok that is called HTML', { '/health': [200, 'text/html; charset=UTF-8', 'Ok'] }, 'partial', 'no readiness'],
  [
    'paths below a dash',
    { '/-/ping': [200, 'application/json', '{}'], '/-/ready': [200, 'application/json', '{"checks":{}}'] },
    'pass',
    '',
  ],
  ['pages for everything', { '/health': PAGE, '/status': PAGE, '/up': PAGE }, 'fail', 'None of the usual paths'],
  ['nothing', {}, 'fail', 'None of the usual paths'],
])('health where there is %s', async (_name, answers, outcome, text) => {
  const server = createServer((request, response) => {
    const [status, type, body] = answers[request.url ?? ''] ?? [404, 'text/plain', 'no such page']
    response.writeHead(status, { 'content-type': type }).end(body)
  })
  const facts = await probeAt(server, probeHealth, ['healthEndpoints'])
  const answer = liveOutcome('server.health-endpoints', facts)
  expect(answer.outcome, answer.text).toBe(outcome)
  expect(answer.text).toContain(text)
})

it('is certain that there is none where the source names the routes', async () => {
  const server = createServer((_request, response) => response.writeHead(404).end('no'))
  const facts = await probeAt(server, probeHealth, ['healthEndpoints'], {
    operations: [{ ...operationOf('GET', '/orders'), origins: ['source'] }],
  })
  expect(liveOutcome('server.health-endpoints', facts).text).toContain('There is no health endpoint')
})
