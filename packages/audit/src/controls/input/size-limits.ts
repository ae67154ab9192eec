import { defineControl, live } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
import { absentFrom, decideTrials } from '../trials.ts'

export const inputSizeLimits = defineControl({
  id: 'input.size-limits',
  title: 'Body, header, URL, array and nesting sizes are limited',
  why: 'Protects memory and CPU (incl. the documents\' "buffer overflow attempts").',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: {
    cwe: [770, 400, 120],
    asvs: ['v5.0.0-5.2.1', 'v5.0.0-15.2.2', 'v5.0.0-1.4.1'],
    owaspTop10: ['A04:2021', 'A06:2025'],
    owaspApi: ['API4:2023'],
  },
  documents: ['B-INP-07'],
  verifiedBy: {
    live: '10 MB body, 10k-deep JSON, 100k-element array, 64 KB header, gzip bomb; expect 413/400/431 and RSS back to baseline',
    config: 'MAX_CONTENT_LENGTH, client_max_body_size, bodyLimit',
  },
  passesWhen: '413/400 within 1 s and process RSS stable',
  failsWhen: 'accepted, crash, hang or RSS growth > 200 MB',
  fix: { python: 'MAX_CONTENT_LENGTH=1<<20', node: 'bodyLimit: 1048576' },
  effortHours: [1, 4],
  checks: [
    live(['sizeLimits'], ({ sizeLimits }, { thresholds }) =>
      decideTrials(sizeLimits, {
        probe: 'sizes',
        same: (trial) => trial.name,
        passes: 'oversized requests that were refused',
        finding: (trial) => {
          const bytes = Number(trial.details.mebibytes) * 1_048_576
          if (bytes > 0 && bytes <= thresholds.bodyLimitBytes) return null
          return {
            message: `${trial.method} ${trial.path}: ${trial.effect}`,
            cwe: [770],
            confidence: 'confirmed',
            ...(trial.name === 'long header' ? { severity: 'low' } : {}),
          }
        },
      }),
    ),
    live(
      ['fileUpload', 'operations'],
      ({ fileUpload, operations }) =>
        absentFrom(operations, fileUpload, 'no operation takes a file') ??
        decideTrials(fileUpload, {
          probe: 'large files',
          reads: (trial) => trial.name === '12 MiB',
          passes: 'uploads that refused a large file',
          finding: (trial) => ({ message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [770], confidence: 'confirmed' }),
        }),
    ),
    noPattern({ kinds: ['body-limit-missing'], noun: 'body parsers', examined: ['body-limit'] }),
  ],
})
