import { createServer } from 'node:https'
import type { TlsOptions } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { probeTransport } from '../../../src/gather/service/probes/transport.ts'
import { type GatheredFacts, known } from '../../../src/model/facts.ts'
import { makeAuthority, makeCertificate } from './certificate.ts'
import { liveOutcome, probeAt } from './probe-harness.ts'

const AUTHORITY = makeAuthority()

async function look(options: TlsOptions, authority: string | null, isLoopback = true): Promise<GatheredFacts> {
  const server = createServer(options, (_request, response) => response.end('ok'))
  const facts = await probeAt(server, probeTransport, ['tls', 'plainHttp'], { scheme: 'https', authority })
  return { ...facts, service: known({ ...SERVICE, isLoopback }) }
}

const SERVICE = {
  baseUrl: 'https://127.0.0.1',
  scheme: 'https' as const,
  host: '127.0.0.1',
  isLoopback: true,
  startedByUs: false,
  intensity: 'active' as const,
  requests: 0,
  failures: {},
  limitedTimes: 0,
  stopped: '',
  warnings: [],
  openapi: null,
}

describe('the certificate', () => {
  it.each([
    ['signed by the given authority', ['127.0.0.1'], 90, true, true, true, 'pass', ''],
    ['signed by itself, on this machine', ['127.0.0.1'], 90, false, false, true, 'not-verified', '--ca'],
    ['signed by itself, elsewhere', ['127.0.0.1'], 90, false, false, false, 'fail', 'trusted by nobody'],
    ['of another authority', ['127.0.0.1'], 90, false, true, true, 'fail', 'did not sign'],
    ['for another name', ['192.0.2.1'], 90, true, true, true, 'fail', 'is not for 127.0.0.1'],
    ['that is over', ['127.0.0.1'], -2, true, true, true, 'fail', 'is over'],
    ['that ends soon', ['127.0.0.1'], 5, true, true, true, 'fail', 'ends in'],
  ] as const)('%s', async (_name, addresses, days, isSigned, isGiven, isLoopback, outcome, text) => {
    const certificate = makeCertificate({ addresses, days, issuer: isSigned ? AUTHORITY : null })
    const facts = await look(certificate, isGiven ? AUTHORITY.cert : null, isLoopback)
    const decided = liveOutcome('tls.certificate', facts)
    expect(decided.outcome, decided.text).toBe(outcome)
    expect(decided.text).toContain(text)
  })
})

describe('versions and ciphers', () => {
  it.each([
    ['old versions', { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const, 'fail', 'TLSv1'],
    ['new versions', { minVersion: 'TLSv1.2' } as const, 'pass', ''],
  ])('%s', async (_name, options, outcome, text) => {
    const facts = await look({ ...makeCertificate({ addresses: ['127.0.0.1'], days: 90, issuer: null }), ...options }, null)
    const decided = liveOutcome('tls.versions', facts)
    expect(decided.outcome, decided.text).toBe(outcome)
    expect(decided.text).toContain(text)
  })
})
