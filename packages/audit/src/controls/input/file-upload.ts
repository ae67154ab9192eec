import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { absentFrom, decideTrials, placeOf } from '../trials.ts'

export const inputFileUpload = defineControl({
  id: 'input.file-upload',
  title: 'Uploads are type-, size- and name-checked and stored inert',
  why: 'Protects storage and users.',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [434],
    asvs: ['v5.0.0-5.2.1', 'v5.0.0-5.2.2', 'v5.0.0-5.3.1', 'v5.0.0-5.4.1'],
    owaspTop10: ['A04:2021', 'A06:2025'],
    owaspApi: ['API4:2023'],
  },
  documents: ['B-INP-09'],
  verifiedBy: {
    live: 'wrong magic bytes, double extension, SVG+script, traversal name, oversize, zip bomb',
    static: 'upload handlers, secure_filename, storage path outside web root',
  },
  passesWhen: 'all negative cases refused; stored name generated (N/A when no upload route exists)',
  failsWhen: 'executable or active content stored and served',
  fix: { python: 'secure_filename + magic check + size limit', node: 'file-type + busboy limits' },
  effortHours: [4, 16],
  checks: [
    live(
      ['fileUpload', 'operations'],
      ({ fileUpload, operations }) =>
        absentFrom(operations, fileUpload, 'no operation takes a file') ??
        decideTrials(fileUpload, {
          probe: 'files',
          same: (trial) => `${trial.path} ${trial.name === '12 MiB' ? 'size' : trial.name.startsWith('traversal') ? 'name' : 'content'}`,
          passes: 'kinds of files that were refused or made harmless',
          finding: (trial) => ({
            message: `${placeOf(trial)}: ${trial.name}: ${trial.effect}`,
            cwe: [trial.name === '12 MiB' ? 770 : trial.name.startsWith('traversal') ? 22 : 434],
            ...(trial.name === '12 MiB' ? { severity: 'medium' as const } : {}),
          }),
        }),
    ),
    noTaintedPath({ kinds: ['unsafe-upload'], patterns: ['claimed-type'], noun: 'upload handlers' }),
  ],
})
