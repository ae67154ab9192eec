import { defineControl, fromSource, live } from '../../model/control.ts'
import { notVerified, pass } from '../../model/outcome.ts'
import { examinedEvidence, examinedOf, unsupported } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const proxyCompression = defineControl({
  id: 'proxy.compression',
  title: 'Text responses are compressed',
  why: 'Protects bandwidth.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-LAT-09'],
  verifiedBy: { live: 'Accept-Encoding: gzip/br on JSON > 1 KB; ratio; not on secrets+reflection pages (BREACH note)' },
  passesWhen: 'Content-Encoding present',
  failsWhen: 'absent on > 10 KB JSON',
  fix: { python: 'flask-compress / nginx gzip', node: '@fastify/compress' },
  effortHours: [1, 4],
  checks: [
    live(['compression', 'service'], ({ compression, service }) =>
      decideTrials(compression, {
        probe: 'compression',
        passes: 'large answers that were compressed on offer',
        finding: (trial) =>
          Number(trial.details.bytes) < 10_240
            ? null
            : {
                message: `${trial.method} ${trial.path}: ${trial.effect}`,
                cwe: [405],
                confidence: 'confirmed',
                ...(service.isLoopback ? { severity: 'info' as const } : {}),
              },
      }),
    ),

    fromSource(['source'], ({ source }) => {
      const seen = examinedOf(source, ['compression'])
      return (
        unsupported(source) ??
        (seen.count > 0
          ? pass(examinedEvidence(seen, 'places that set up compression'))
          : notVerified('inconclusive', 'no compression in the source; a proxy may add it'))
      )
    }),
  ],
})
