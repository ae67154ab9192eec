import { config, defineControl, fromSource } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { modeSettings } from '../error/debug-settings.ts'
import { patternFinding, patternsOf, unsupported } from '../source-checks.ts'

export const configEnvironments = defineControl({
  id: 'config.environments',
  title: 'Production profile differs from development and is the safe default',
  why: 'Protects against dev settings in production.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [1188, 453], asvs: ['v5.0.0-13.4.2', 'v5.0.0-15.2.3'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-ERR-07', 'B-CFG-02', 'B-CFG-03', 'B-REP-20'],
  verifiedBy: {
    live: 'served behaviour equals production profile',
    config: 'effective values per profile',
    static: 'settings classes/env switch; default when APP_ENV unset must be production-safe',
  },
  passesWhen: 'unset env -> safe values; table of differing keys',
  failsWhen: 'unset env -> debug/CORS */sqlite/dev secret',
  fix: { python: 'ENV default production', node: 'NODE_ENV default production' },
  effortHours: [1, 4],
  checks: [
    config(['dockerfiles', 'composeFiles', 'envFiles', 'settingsFiles'], (facts): Outcome => {
      const modes = modeSettings(facts).filter(({ setting }) => /ENV/.test(setting.name))
      const production = modes.filter(({ setting }) => /^prod(?:uction)?$/i.test(setting.value))
      const profiles = [...facts.settingsFiles, ...facts.envFiles]
        .map(({ file }) => file)
        .filter((file) => /(?:^|[./_-])(?:prod(?:uction)?|staging|dev(?:elopment)?)(?:[./_-]|$)/i.test(file))
      const shown = inventory(
        'settings that choose the production profile',
        production.map(({ file, setting }) => `${file}: ${setting.name}=${setting.value}`),
        modes.length,
      )
      if (production.length > 0 && production.length === modes.length) return pass(shown)
      if (profiles.length > 1)
        return partial('there are profiles, and nothing that is shipped chooses the one of production', [
          inventory('files of profiles', profiles),
        ])
      return modes.length === 0
        ? notVerified('no-data', 'no configuration file tells development and production apart')
        : partial('what is shipped does not choose the production profile everywhere', [shown])
    }),
    fromSource(['source', 'dockerfiles', 'composeFiles', 'envFiles', 'settingsFiles'], ({ source, ...facts }): Outcome => {
      const modes = modeSettings(facts).filter(({ setting }) => /ENV/.test(setting.name))
      const isChosen = modes.length > 0 && modes.every(({ setting }) => /^prod(?:uction)?$/i.test(setting.value))
      // What is shipped with the production profile never falls back on the default.
      const defaults = isChosen ? [] : patternsOf(source, ['development-default']).map((pattern) => patternFinding(pattern))
      // Where nothing is shipped, whoever starts the service elsewhere may well say which environment it is.
      const isShipped = facts.dockerfiles.length + facts.composeFiles.length > 0
      const findings = defaults.map((finding) =>
        isShipped ? finding : { ...finding, severity: 'low' as const, confidence: 'possible' as const },
      )
      return failIfAny(
        findings,
        () => unsupported(source) ?? notVerified('inconclusive', 'no declared default of the environment was recognised in the source'),
      )
    }),
  ],
})
