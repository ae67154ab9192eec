import { defineControl, live } from '../../model/control.ts'
import { notVerified } from '../../model/outcome.ts'
import { decideTrials } from '../trials.ts'
import { nginxTlsEnforced } from './nginx-tls.ts'

export const tlsEnforced = defineControl({
  id: 'tls.enforced',
  title: 'All external traffic uses TLS; plain HTTP is redirected or closed',
  why: 'Protects credentials and data in transit.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [319], asvs: ['v5.0.0-12.2.1', 'v5.0.0-4.1.2'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DATA-02', 'B-TLS-01', 'B-TLS-06', 'B-PLAN-05'],
  verifiedBy: {
    live: 'HTTP port: closed or 301/308 (HTML), refuse for APIs; no cookie/token over HTTP',
    config: 'nginx/ingress listen 443 ssl, return 301',
  },
  passesWhen: 'plain HTTP never serves the API; config shows certificates wired (a "ready" comment is not a pass)',
  failsWhen: 'API answers over plain HTTP on an external listener; local-only http target = NOT-VERIFIED',
  fix: { python: 'nginx return 308', node: 'nginx return 308' },
  effortHours: [4, 16],
  checks: [
    live(['service', 'plainHttp'], ({ service, plainHttp }) => {
      if (service.isLoopback && service.scheme === 'http')
        return notVerified('no-target', 'a service on this machine was asked over plain HTTP; what ends TLS in front of it is out of sight')
      return decideTrials(plainHttp, {
        probe: 'plain HTTP',
        passes: 'plain HTTP requests that were not served',
        finding: () => ({ message: `${service.baseUrl} serves the API over plain HTTP`, cwe: [319], confidence: 'confirmed' }),
      })
    }),
    nginxTlsEnforced,
  ],
})
