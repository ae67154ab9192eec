import { expect, it } from 'vitest'
import { probeExposure } from '../../../src/gather/service/probes/exposure.ts'
import { jsonServer, liveOutcome, probeAt } from './probe-harness.ts'

it.each<readonly [string, unknown, string]>([
  ['settings with secrets', { jwt: { secret: 'kettle-orchid' }, gateway: { url: 'https://pay.example', apiKey: 'pk-7731-aa02' } }, 'fail'],
  ['settings with secrets masked', { jwt: { secret: '********' }, gateway: { apiKey: '[redacted]' } }, 'pass'],
  ['settings for a browser', { publicKey: 'pk-7731-aa02', publishableApiKey: 'pk-7731-aa03', theme: 'light' }, 'pass'],
  ['rules for passwords', { passwordHint: 'eight characters', passwordPolicy: 'long enough' }, 'pass'],
])('%s', async (_name, settings, outcome) => {
  const server = jsonServer(({ path }) => (path === '/debug/config' ? [200, settings] : [404, {}]))
  const names = ['exposedPaths', 'metricsEndpoints', 'docsExposure', 'debugMode'] as const
  const facts = await probeAt(server, probeExposure, names)
  const answer = liveOutcome('api.exposed-internals', facts)
  expect(answer.outcome, answer.text).toBe(outcome)
  if (outcome === 'fail') expect(answer.text).toContain('/debug/config')
})
