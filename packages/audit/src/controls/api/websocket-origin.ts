import { defineControl, live } from '../../model/control.ts'
import { notVerified } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { absentFrom, decideTrials, placeOf } from '../trials.ts'

export const apiWebsocketOrigin = defineControl({
  id: 'api.websocket-origin',
  title: 'WebSocket handshakes check origin and identity',
  why: 'Protects sessions from being used by a foreign page.',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [1385], asvs: ['v5.0.0-4.4.2'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: {
    live: 'a handshake with a foreign Origin and the session cookie; a handshake without credentials as the control',
    static: 'verifyClient or an origin comparison before upgrade',
  },
  passesWhen: 'foreign origins were refused',
  failsWhen: 'a foreign origin was upgraded and received data',
  fix: {
    node: 'compare request.headers.origin with an allow-list in the upgrade handler',
    python: 'websocket.headers["origin"] against an allow-list before accept()',
  },
  effortHours: [1, 4],
  checks: [
    live(
      ['websocket', 'operations'],
      ({ websocket, operations }) =>
        absentFrom(operations, websocket, 'no path opens a WebSocket') ??
        decideTrials(websocket, {
          probe: 'handshakes',
          passes: 'handshakes of strangers and of foreign pages that were refused or told nothing',
          finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [trial.name === 'stranger' ? 306 : 1385] }),
        }),
    ),
    noPattern({
      kinds: ['socket-origin-unasked'],
      noun: 'sockets',
      severityOf: () => 'medium',
      whenAbsent: () => notVerified('no-data', 'which origins may open a socket shows on the running service'),
    }),
  ],
})
