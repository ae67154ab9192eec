import { defineControl, live } from '../../model/control.ts'
import { type Exchange, exchangeEvidence, inventory } from '../../model/evidence.ts'
import type { ProbeFact } from '../../model/facts/service.ts'
import { type Finding, fail, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { hasHeader, headerOf } from '../answers.ts'
import { noPattern } from '../source-checks.ts'
import { nginxHeadersKept } from './nginx-headers.ts'

export const apiSecurityHeaders = defineControl({
  id: 'api.security-headers',
  title: 'Baseline response headers are set on all responses incl. errors',
  why: 'Protects browsers.',
  layer: 'application',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: {
    cwe: [693, 1021],
    asvs: ['v5.0.0-3.4.4', 'v5.0.0-3.4.5', 'v5.0.0-3.4.6'],
    owaspTop10: ['A04:2021', 'A06:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: ['B-API-07', 'B-PLAN-05', 'B-KIT-07'],
  verifiedBy: {
    live: 'nosniff, frame-ancestors/X-Frame-Options, Referrer-Policy, Permissions-Policy, CORP/COOP on 200, 404, 401 and 500; X-XSS-Protection reported as obsolete not required',
    static: 'talisman/secure/helmet registered',
  },
  passesWhen: 'present with valid values on every sampled class (profile: api or html)',
  failsWhen: 'nosniff missing, or headers missing on errors (PARTIAL)',
  fix: { python: 'flask-talisman / secure', node: 'helmet' },
  effortHours: [1, 4],
  checks: [
    live(['pageHeaders'], ({ pageHeaders }) => headersOutcome(pageHeaders), { settles: true }),
    noPattern({ kinds: ['security-headers-missing'], noun: 'header settings', examined: ['security-headers'] }),
    nginxHeadersKept,
  ],
})

function headersOutcome(pageHeaders: ProbeFact): Outcome {
  const answers = pageHeaders.trials.flatMap((trial) => trial.attempts.slice(0, 1).map((exchange) => ({ trial, exchange })))
  const [first] = answers
  if (first === undefined) return notVerified('no-data', 'no answer was recorded')
  const missing = answers
    .map(({ trial, exchange }) => ({ trial, exchange, absent: absentHeaders(exchange, trial.details.isHtml === true) }))
    .filter(({ absent }) => absent.length > 0)
  const seen = inventory(
    'kinds of answers with the headers',
    answers.map(({ trial, exchange }) => `${trial.name} (${exchange.status})`),
  )
  if (missing.length === 0) return pass(seen, exchangeEvidence(first.exchange, 'x-content-type-options'))
  const onSuccess = missing.filter(({ trial }) => ['success', 'html', 'authenticated'].includes(trial.name))
  const worst = onSuccess[0] ?? missing[0]
  if (worst === undefined) return notVerified('no-data', 'no answer was recorded')
  const finding: Finding = {
    message: `${worst.absent.join(', ')} missing on ${[...new Set(missing.map(({ trial }) => trial.name))].join(', ')} answers`,
    cwe: [693],
    ...(worst.absent.includes('X-Content-Type-Options: nosniff') || worst.trial.details.isHtml === true
      ? {}
      : { severity: 'low' as const }),
    confidence: 'confirmed',
    location: { kind: 'service', subject: 'response headers' },
    evidence: [
      exchangeEvidence(worst.exchange),
      inventory(
        'answers that lack them',
        missing.map(
          ({ trial, exchange, absent }) => `${trial.method} ${trial.path} (${trial.name}, ${exchange.status}): ${absent.join(', ')}`,
        ),
      ),
      seen,
    ],
  }
  if (onSuccess.length === 0) return partial(finding.message, [seen], [finding])
  return fail(finding)
}

/** The profile of an API wants less than that of a page (ASVS 5.0, 3.4). */
function absentHeaders(exchange: Exchange, isHtml: boolean): readonly string[] {
  const policy = headerOf(exchange, 'content-security-policy')
  const absent: string[] = []
  if (headerOf(exchange, 'x-content-type-options').toLowerCase() !== 'nosniff') absent.push('X-Content-Type-Options: nosniff')
  if (!/frame-ancestors/i.test(policy) && !/^(?:deny|sameorigin)$/i.test(headerOf(exchange, 'x-frame-options')))
    absent.push('frame-ancestors or X-Frame-Options')
  if (isHtml && !hasHeader(exchange, 'referrer-policy')) absent.push('Referrer-Policy')
  return absent
}
