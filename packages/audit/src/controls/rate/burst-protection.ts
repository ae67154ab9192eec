import { defineControl, live } from '../../model/control.ts'
import { failIfAny, notVerified } from '../../model/outcome.ts'
import { decideTrials, findingOf } from '../trials.ts'
import { nginxBursts } from './nginx-limits.ts'

export const rateBurstProtection = defineControl({
  id: 'rate.burst-protection',
  title: 'Bursts and slow clients do not take the service down',
  why: 'Protects availability (DDoS mitigation within one node).',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [400, 770], asvs: ['v5.0.0-15.2.2'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API4:2023'] },
  documents: ['B-RATE-04', 'B-RATE-08', 'B-TLS-06', 'SECURITY-011'],
  verifiedBy: {
    live: '10x burst for 10 s and slowloris (100 half-open) on loopback; health endpoint p95 and recovery time',
    config: 'proxy limit_req/limit_conn, header/body timeouts',
  },
  passesWhen: 'health p95 < 1 s during and < 2x baseline 10 s after',
  failsWhen: 'service unresponsive or crashes',
  fix: { python: 'gunicorn behind nginx with timeouts', node: 'server.headersTimeout/requestTimeout, limits at proxy' },
  effortHours: [4, 16],
  checks: [
    live(['burstImpact'], ({ burstImpact }) =>
      decideTrials(burstImpact, {
        probe: 'a burst',
        passes: 'bursts beside half-open requests during which another client was answered',
        // A proxy that reads whole requests keeps such clients from the service; whether one stands in front, a start on this machine does not show.
        finding: (trial) =>
          trial.details.untilTheyLeft === true
            ? {
                message: `${trial.effect}; they were answered when those had left, and never wait behind a proxy that reads whole requests`,
                cwe: [400],
                severity: 'medium',
                confidence: 'possible',
              }
            : { message: trial.effect, cwe: [400] },
      }),
    ),
    live(['slowClients'], ({ slowClients }) => {
      const others = slowClients.trials.filter(({ name }) => name === 'other clients')
      const findings = others
        .filter(({ saw }) => saw === 'effect')
        .map((trial) => findingOf(trial, { message: trial.effect, cwe: [400] }, 'slow clients'))
      // A handful of slow clients shows a service that is down; that it holds, a burst has to show.
      return failIfAny(findings, () => notVerified('inconclusive', 'a few slow clients alone do not show that a service holds'))
    }),
    nginxBursts,
  ],
})
