import { config, defineControl } from '../../model/control.ts'
import { notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence } from '../configuration-place.ts'
import { placeOf } from './documents.ts'

export const opsPatchCadence = defineControl({
  id: 'ops.patch-cadence',
  title: 'Vulnerability intake and patch deadlines are defined and met',
  why: 'Protects exposure time.',
  layer: 'operations',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1104], asvs: ['v5.0.0-15.1.1', 'v5.0.0-15.2.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DEP-06', 'B-DEP-08'],
  verifiedBy: { config: 'renovate/dependabot', dependency: 'age of open fixable findings vs policy (critical 7 d, high 30 d)' },
  passesWhen: 'no overdue finding',
  failsWhen: 'overdue',
  fix: { python: 'dependabot', node: 'dependabot' },
  effortHours: [1, 4],
  checks: [
    config(['monitoring', 'documents'], ({ monitoring: { updateBots }, documents }): Outcome => {
      const [bot] = updateBots
      const deadline = placeOf(documents, 'patch-deadline')
      if (bot !== undefined) {
        const evidence = configurationEvidence(bot.file, bot, bot.name)
        return deadline === null
          ? partial(`${bot.name} proposes updates; no document states by when they are made`, [evidence])
          : pass(evidence, deadline)
      }
      return deadline === null
        ? notVerified('no-data', 'no file of the tree proposes updates or sets deadlines for them')
        : partial('deadlines are stated; nothing in the tree proposes the updates', [deadline])
    }),
  ],
})
