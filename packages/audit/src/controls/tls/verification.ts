import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
import { tlsEnvironment } from './environment.ts'

export const tlsVerification = defineControl({
  id: 'tls.verification',
  title: 'Outbound TLS connections verify the certificate',
  why: 'Protects calls to other services from interception.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [295], asvs: ['v5.0.0-12.3.2'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API10:2023'] },
  documents: [],
  verifiedBy: {
    config: 'no NODE_TLS_REJECT_UNAUTHORIZED=0, curl -k, sslVerify false',
    static: 'no verify=False, rejectUnauthorized: false, or unverified context',
  },
  passesWhen: 'no outbound client examined turns verification off',
  failsWhen: 'a client turns verification off',
  fix: {
    python: 'requests.get(url, verify=True, timeout=5), with verify="/path/ca.pem" for a private authority',
    node: 'new https.Agent({ ca: readFileSync("ca.pem") }) instead of rejectUnauthorized: false',
  },
  effortHours: [1, 4],
  checks: [noPattern({ kinds: ['no-tls-verification'], noun: 'TLS clients' }), tlsEnvironment],
})
