import { defineControl, live } from '../../model/control.ts'
import { type Exchange, exchangeEvidence } from '../../model/evidence.ts'
import { fail, notVerified, pass } from '../../model/outcome.ts'
import { headerOf } from '../answers.ts'
import { nginxHsts } from './nginx-tls.ts'

export const tlsHsts = defineControl({
  id: 'tls.hsts',
  title: 'HSTS with a long max-age',
  why: 'Protects downgrade.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [319, 523], asvs: ['v5.0.0-3.4.1'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-API-07', 'B-TLS-03'],
  verifiedBy: { live: 'header on HTTPS responses max-age >= 31536000 (ASVS) incl. errors' },
  passesWhen: 'present >= 1 year',
  failsWhen: 'absent or < 6 months',
  fix: { python: 'talisman/nginx add_header always', node: 'helmet hsts' },
  effortHours: [1, 4],
  checks: [
    live(['service', 'pageHeaders'], ({ service, pageHeaders }, { thresholds }) => {
      if (service.scheme === 'http') return notVerified('no-target', 'audited over plain HTTP; give the HTTPS address')
      const answers = pageHeaders.trials.flatMap((trial) => trial.attempts.slice(0, 1))
      const [weakest] = [...answers].sort((a, b) => maxAgeSeconds(a) - maxAgeSeconds(b))
      if (weakest === undefined) return notVerified('no-data', 'no answer was recorded')
      const age = maxAgeSeconds(weakest)
      const evidence = exchangeEvidence(weakest, 'strict-transport-security', `weakest of ${answers.length} answers`)
      if (age >= thresholds.hstsSeconds) return pass(evidence)
      return fail({
        message: `HSTS lasts ${age} s, under ${thresholds.hstsSeconds} s`,
        cwe: [319],
        confidence: 'confirmed',
        location: { kind: 'service', subject: 'strict-transport-security' },
        evidence: [evidence],
      })
    }),
    nginxHsts,
  ],
})

/** Seconds of the max-age directive; 0 when the header or the directive is absent. */
function maxAgeSeconds(exchange: Exchange): number {
  const age = /max-age\s*=\s*"?(?<seconds>\d+)/i.exec(headerOf(exchange, 'strict-transport-security'))?.groups?.seconds
  return Number(age ?? 0)
}
