import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputPathTraversal = defineControl({
  id: 'input.path-traversal',
  title: 'File paths cannot leave their directory',
  why: 'Protects files of the host, .env, source.',
  layer: 'application',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [22, 23, 36], asvs: ['v5.0.0-5.3.2', 'v5.0.0-5.3.3'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INP-06'],
  verifiedBy: {
    live: '../ variants (encoded, double-encoded, absolute, backslash, NUL) on file-like parameters and static routes; canary file',
    static: 'open()/send_file/join with tainted name',
  },
  passesWhen: 'canary unreachable, 400/404',
  failsWhen: 'canary or /etc/passwd content returned',
  fix: { python: 'werkzeug.safe_join / pathlib resolve+is_relative_to', node: 'path.resolve + startsWith(root+sep)' },
  effortHours: [1, 4],
  checks: [
    live(['pathTraversal'], ({ pathTraversal }) =>
      decideTrials(pathTraversal, {
        probe: 'paths',
        passes: 'file-like parameters and served folders that kept to their folder',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [22] }),
      }),
    ),
    noTaintedPath({ kinds: ['path-traversal'], noun: 'file accesses' }),
  ],
})
