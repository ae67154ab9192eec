import { defineControl, live } from '../../model/control.ts'
import { decideTrials } from '../trials.ts'

export const serverRequestSmuggling = defineControl({
  id: 'server.request-smuggling',
  title: 'Ambiguous request framing is refused',
  why: 'Protects other users behind the same proxy connection.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [444], asvs: ['v5.0.0-4.2.1'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: {
    live: 'requests with both Content-Length and Transfer-Encoding, doubled lengths, malformed chunk sizes on a raw socket; each must be refused with 400 and the connection closed',
  },
  passesWhen: 'each ambiguous framing was answered 400 or the connection was closed',
  failsWhen: 'an ambiguous request was answered as valid',
  fix: {
    node: 'do not start the server with insecureHTTPParser; keep Node current',
    python: 'put a conforming proxy in front and keep gunicorn/uvicorn current',
  },
  effortHours: [1, 4],
  checks: [
    live(['requestSmuggling'], ({ requestSmuggling }) =>
      decideTrials(requestSmuggling, {
        probe: 'framing',
        passes: 'ambiguous framings that were refused',
        // What a proxy in front makes of the same bytes was not seen.
        finding: (trial) => ({ message: trial.effect, cwe: [444], confidence: 'likely' }),
      }),
    ),
  ],
})
