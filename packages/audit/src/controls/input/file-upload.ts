import { defineControl } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'

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
  checks: [noTaintedPath({ kinds: ['unsafe-upload'], noun: 'upload handlers' })],
})
