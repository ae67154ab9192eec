import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { absentFrom, decideTrials, placeOf } from '../trials.ts'

export const inputSsrf = defineControl({
  id: 'input.ssrf',
  title: 'Server-side fetches are restricted',
  why: 'Protects internal services and cloud metadata.',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [918],
    asvs: ['v5.0.0-1.3.6', 'v5.0.0-13.2.4', 'v5.0.0-13.2.5', 'v5.0.0-15.3.2'],
    owaspTop10: ['A10:2021', 'A01:2025'],
    owaspApi: ['API7:2023'],
  },
  documents: ['B-INP-17'],
  verifiedBy: {
    live: 'URL-like parameters pointed at a local canary listener (127.0.0.1, decimal, [::1], redirect, DNS name)',
    static: 'requests/httpx/urllib/fetch/axios with tainted URL',
  },
  passesWhen: 'canary not contacted (N/A with evidence when no outbound fetch exists in source)',
  failsWhen: 'canary contacted',
  fix: {
    python: 'allow-list hosts + resolve-and-check private ranges + no redirects',
    node: 'allow-list of hosts, an undici dispatcher whose lookup refuses private ranges, no redirects',
  },
  effortHours: [4, 16],
  checks: [
    live(
      ['serverSideRequests', 'operations'],
      ({ serverSideRequests, operations }) =>
        absentFrom(operations, serverSideRequests, 'no parameter takes an address') ??
        decideTrials(serverSideRequests, {
          probe: 'addresses',
          passes: 'URL-like parameters whose address the service did not ask',
          finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect.slice(0, 90)}`, cwe: [918] }),
        }),
    ),
    noTaintedPath({ kinds: ['ssrf'], patterns: ['host-by-name'], noun: 'outbound requests' }),
  ],
})
