import { defineControl, live } from '../../model/control.ts'
import { exchangeEvidence, inventory } from '../../model/evidence.ts'
import type { ProbeFact } from '../../model/facts/service.ts'
import { type Finding, fail, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { headerOf } from '../answers.ts'
import { noPattern } from '../source-checks.ts'
import { placeOf } from '../trials.ts'

export const apiCsp = defineControl({
  id: 'api.csp',
  title: 'Content-Security-Policy fits the surface',
  why: 'Protects users of HTML pages and docs UIs.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [693, 79], asvs: ['v5.0.0-3.4.3', 'v5.0.0-3.4.7'], owaspTop10: ['A03:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INP-05', 'B-API-07'],
  verifiedBy: {
    live: "parse CSP: API profile wants default-src 'none'; frame-ancestors 'none'; HTML profile: no unsafe-inline script, object-src/base-uri",
    static: 'pages are rendered and nothing sets a policy, or one that lets inline scripts run',
  },
  passesWhen: 'parsed policy meets the profile',
  failsWhen: 'absent on HTML, unsafe-inline/wildcard script-src, report-only only',
  fix: { python: 'talisman content_security_policy', node: 'helmet.contentSecurityPolicy' },
  effortHours: [1, 4],
  checks: [
    live(['pageHeaders'], ({ pageHeaders }) => policyOutcome(pageHeaders)),
    noPattern({
      kinds: ['page-policy-missing', 'page-policy-loose'],
      noun: 'pages',
      whenAbsent: () => notVerified('no-data', 'what a policy that is set allows shows in the answers of the running service'),
    }),
  ],
})

function policyOutcome(pageHeaders: ProbeFact): Outcome {
  const answers = pageHeaders.trials.flatMap((trial) =>
    trial.attempts.slice(0, 1).map((exchange) => ({ isHtml: trial.details.isHtml === true, exchange, place: placeOf(trial) })),
  )
  const [first] = answers
  if (first === undefined) return notVerified('no-data', 'no answer was recorded')
  const weak = answers.flatMap((answer) => {
    const because = weakness(headerOf(answer.exchange, 'content-security-policy'), answer.isHtml)
    return because === null ? [] : [{ ...answer, because }]
  })
  const worst = weak.find(({ isHtml }) => isHtml) ?? weak[0]
  if (worst === undefined)
    return pass(exchangeEvidence(first.exchange, 'content-security-policy', `one of ${answers.length} kinds of answers`))
  const finding: Finding = {
    message: worst.because,
    cwe: [693],
    severity: worst.isHtml ? 'medium' : 'low',
    confidence: 'confirmed',
    location: { kind: 'service', subject: 'content-security-policy' },
    evidence: [
      exchangeEvidence(worst.exchange, 'content-security-policy'),
      inventory(
        'answers with the same weakness',
        weak.filter(({ because }) => because === worst.because).map(({ place }) => place),
      ),
    ],
  }
  return worst.isHtml ? fail(finding) : partial(`${worst.because}; no HTML was seen`, [exchangeEvidence(worst.exchange)], [finding])
}

/** What a policy leaves open; null when it meets its profile. */
function weakness(policy: string, isHtml: boolean): string | null {
  if (policy === '') return isHtml ? 'HTML is served without a Content-Security-Policy' : 'Answers carry no Content-Security-Policy'
  const directive = (name: string): string => new RegExp(`(?:^|;)\\s*${name}\\s([^;]*)`, 'i').exec(policy)?.[1] ?? ''
  const scripts = directive('script-src') || directive('default-src')
  if (!isHtml) return /'none'|'self'/.test(directive('default-src')) ? null : 'The policy of the API does not begin with default-src none'
  if (/'unsafe-inline'/.test(scripts) && !/'nonce-|'sha\d/.test(scripts)) return 'The policy allows inline scripts'
  if (/(?:^|\s)(?:\*|https?:|data:)(?:\s|$)/.test(scripts)) return 'The policy allows scripts from anywhere'
  if (scripts === '') return 'The policy does not limit scripts'
  return null
}
