import { config, defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { DatabaseFact } from '../../model/facts/database.ts'
import { fail, notApplicable, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { absence, shippedServices } from '../container/images.ts'
import { databaseFile, databaseLocation, finding, settingOf } from '../database-checks.ts'
import { commandSettings, engineOf, fileSettings, find, type StoreSetting } from './stores.ts'

export const dbSlowQueryLog = defineControl({
  id: 'db.slow-query-log',
  title: 'Slow query logging is on',
  why: 'Protects diagnosis.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'tested',
  standards: { cwe: [778], asvs: ['v5.0.0-16.1.1'], owaspTop10: ['A09:2021', 'A09:2025'] },
  documents: ['B-DB-05'],
  verifiedBy: { config: 'log_min_duration_statement / slow_query_log / profile level' },
  passesWhen: 'threshold set',
  failsWhen: 'off',
  fix: { any: 'log_min_duration_statement=200' },
  effortHours: [1, 4],
  checks: [
    config(['composeFiles', 'databaseConfiguration', 'tree'], ({ composeFiles, databaseConfiguration, tree }): Outcome => {
      const services = shippedServices(composeFiles).filter((placed) => ['postgresql', 'mysql'].includes(engineOf(placed) ?? ''))
      const files = databaseConfiguration.filter(({ engine, purpose }) => engine !== 'redis' && purpose === 'production')
      if (services.length === 0 && files.length === 0)
        return notApplicable('the tree configures no database server', absence('files of a database server', tree))
      const settings = [
        ...fileSettings(files, 'postgresql'),
        ...fileSettings(files, 'mysql'),
        ...fileSettings(files, 'mongodb'),
        ...services.flatMap(commandSettings),
      ]
      const set = [
        'log_min_duration_statement',
        'slow_query_log',
        'operationprofiling.mode',
        'operationprofiling.slowopthresholdms',
      ].flatMap((name) => find(settings, name) ?? [])
      const off = set.find((setting) => !isOn(setting))
      if (off !== undefined)
        return fail(
          configurationFinding({
            file: off.file,
            place: off.place,
            key: off.name,
            message: `${off.name} is ${off.value}: slow queries are not logged`,
            cwe: [778],
          }),
        )
      const [first] = set
      if (first !== undefined)
        return pass(
          configurationEvidence(first.file, first.place, first.name),
          inventory(
            'settings that log slow queries',
            set.map(({ name, value }) => `${name} = ${value}`),
          ),
        )
      const placed = services[0]
      if (placed === undefined) return notVerified('no-data', 'the files of the database server say nothing of slow queries')
      return fail(
        configurationFinding({
          file: placed.compose.file,
          place: { ...placed.service, endLine: placed.service.line },
          key: `services.${placed.service.name}.command`,
          message: `Service ${placed.service.name} keeps the default: slow queries are not logged`,
          cwe: [778],
        }),
      )
    }),
    live(
      ['database'],
      ({ database }): Outcome => {
        if (database.engine === 'sqlite')
          return notApplicable('SQLite keeps no log of statements: the service alone can measure them', databaseFile(database))
        const name = NAMES[database.engine] ?? 'slow_query_log'
        const value = settingOf(database, name)
        if (value === undefined) return notVerified('no-data', 'the server does not say whether it logs slow queries')
        const shown = inventory('setting of the server', [`${name} = ${value}`])
        if (
          /^(?:-1|off)$/i.test(value) ||
          (name === 'slow_query_log' && value === '0') ||
          (name === 'slowms' && Number(value) > LONGEST_THRESHOLD_MS)
        )
          return fail(finding(databaseLocation('slow query log'), 'The server logs no slow query', 778, [shown]))
        return pass(shown)
      },
      { settles: true },
    ),
  ],
})

const NAMES: Readonly<Partial<Record<DatabaseFact['engine'], string>>> = {
  postgresql: 'log_min_duration_statement',
  // MongoDB logs what takes longer, whatever its profiler does.
  mongodb: 'slowms',
}
/** Above, what users feel as slow is not logged. */
const LONGEST_THRESHOLD_MS = 10_000

function isOn({ name, value }: StoreSetting): boolean {
  if (name === 'log_min_duration_statement') return !value.startsWith('-')
  return !/^(?:0|off|false)$/i.test(value)
}
