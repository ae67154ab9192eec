import { defineControl, live } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const authAlgAllowlist = defineControl({
  id: 'auth.alg-allowlist',
  title: 'Token algorithm is pinned; alg=none and RS/HS confusion rejected',
  why: 'Protects token integrity.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: { cwe: [327, 347], asvs: ['v5.0.0-9.1.2'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API2:2023'] },
  documents: ['B-AUTH-01', 'B-AUTH-02', 'SECURITY-001'],
  verifiedBy: {
    live: 'alg none/None/nOnE, HS256 signed with the RSA public key, unexpected alg',
    static: 'explicit algorithms list at every decode call; library version not affected by known confusion CVEs',
  },
  passesWhen: 'all alg variants 401; decode call sites list one algorithm family',
  failsWhen: 'alg none or confused token accepted, or decode without algorithms list',
  fix: { python: 'algorithms=["HS256"] (or ["EdDSA"]) at each decode', node: 'jwtVerify(token,key,{algorithms:["EdDSA"]})' },
  effortHours: [1, 4],
  checks: [
    live(
      ['tokenAlgorithm'],
      ({ tokenAlgorithm }) =>
        decideTrials(tokenAlgorithm, {
          probe: 'algorithm of the token',
          same: (trial) => (trial.name === 'alg-confusion' ? 'confusion' : 'none'),
          passes: 'algorithms that were refused while the real one was accepted',
          finding: (trial) => ({
            message:
              trial.name === 'alg-confusion'
                ? 'A token signed with the public key as HMAC secret is accepted'
                : `A token with the algorithm ${trial.name.slice(4)} and no signature is accepted`,
            cwe: [347],
          }),
        }),
      { settles: true },
    ),
    noPattern({ kinds: ['jwt-no-algorithms'], noun: 'token verifications', examined: ['jwt-verify'] }),
  ],
})
