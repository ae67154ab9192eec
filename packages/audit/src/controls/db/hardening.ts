import { config, defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { DatabaseConfigurationFact } from '../../model/facts/configuration.ts'
import { type Finding, fail, failIfAny, notApplicable, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { absence, type PlacedService, shippedServices } from '../container/images.ts'
import { databaseLocation, finding, settingOf } from '../database-checks.ts'
import { commandSettings, type Engine, engineOf, fileSettings, type StoreSetting } from './stores.ts'

export const dbHardening = defineControl({
  id: 'db.hardening',
  title: 'Database server uses a production security configuration',
  why: 'Protects all data.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [1188, 306], asvs: ['v5.0.0-13.2.1', 'v5.0.0-12.3.1'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DATA-05', 'B-DB-11'],
  verifiedBy: {
    live: 'unauthenticated connect attempt to the declared DB host',
    config:
      'pg_hba trust, listen_addresses, password_encryption scram, Mongo --auth, MySQL skip-grant; log_statement/slow log; statement_timeout',
  },
  passesWhen: 'checklist per engine with evidence',
  failsWhen: 'trust/no auth (critical), default config (PARTIAL)',
  fix: { any: 'scram-sha-256, statement_timeout' },
  effortHours: [4, 16],
  checks: [
    config(['composeFiles', 'databaseConfiguration', 'tree'], ({ composeFiles, databaseConfiguration, tree }): Outcome => {
      const services = shippedServices(composeFiles).filter((placed) => ENGINES.includes(engineOf(placed) ?? 'redis'))
      const files = databaseConfiguration.filter(({ engine, purpose }) => engine !== 'redis' && purpose === 'production')
      const first = services[0]
      if (first === undefined && files.length === 0)
        return notApplicable('the tree configures no database server', absence('files of a database server', tree))
      const findings = [...services.flatMap(serviceFindings), ...settingFindings(files, services)]
      return failIfAny(findings, () => {
        const shown = inventory('database servers that ask for a password', [
          ...services.map(({ service }) => service.name),
          ...files.map(({ file }) => file),
        ])
        if (files.length > 0 || first === undefined) return pass(shown)
        return partial('the server runs with the default configuration of its image', [
          configurationEvidence(first.compose.file, { ...first.service, endLine: first.service.line }, `services.${first.service.name}`),
          shown,
        ])
      })
    }),
    live(['database'], ({ database }): Outcome => {
      if (settingOf(database, 'access_control') !== 'off') return notVerified('no-data', '')
      return fail(
        finding(
          databaseLocation('access control'),
          `The database server at ${database.address} lets everybody do everything: without a password, the accounts themselves could be read`,
          306,
          [inventory('answered to nobody in particular', ['connectionStatus: no authenticated user', 'usersInfo: answered'])],
          { severity: 'critical' },
        ),
      )
    }),
  ],
})

const ENGINES: readonly Engine[] = ['postgresql', 'mysql', 'mongodb']

function serviceFindings(placed: PlacedService): Finding[] {
  const { compose, service } = placed
  const engine = engineOf(placed)
  const variable = (name: string) => service.environment.find((setting) => setting.name === name)
  const open = (place: { line: number; endLine: number; snippet: string }, key: string, message: string): Finding[] => [
    configurationFinding({ file: compose.file, place, key: `services.${service.name}.${key}`, message, cwe: [306], severity: 'critical' }),
  ]
  const trust = variable('POSTGRES_HOST_AUTH_METHOD')
  if (engine === 'postgresql' && trust?.value === 'trust')
    return open(trust, trust.name, `Service ${service.name} lets everybody in without a password`)
  const empty = variable('MYSQL_ALLOW_EMPTY_PASSWORD') ?? variable('MARIADB_ALLOW_EMPTY_ROOT_PASSWORD')
  if (engine === 'mysql' && empty !== undefined && /^(?:1|true|yes)$/i.test(empty.value))
    return open(empty, empty.name, `The root account of service ${service.name} has no password`)
  const hasUser =
    service.environment.some(({ name }) => /^MONGO(?:DB)?_(?:INITDB_)?ROOT_(?:USERNAME|USER|PASSWORD)(?:_FILE)?$/.test(name)) ||
    service.envFiles.length > 0
  const isTold = commandSettings(placed).some(({ name }) => name === 'auth' || name === 'keyfile' || name === 'config' || name === 'f')
  if (engine === 'mongodb' && !hasUser && !isTold)
    return open({ ...service, endLine: service.line }, 'environment', `Service ${service.name} runs MongoDB without authentication`)
  return []
}

function settingFindings(files: readonly DatabaseConfigurationFact[], services: readonly PlacedService[]): Finding[] {
  const commands = services.flatMap(commandSettings)
  const all: readonly StoreSetting[] = [...ENGINES.flatMap((engine) => fileSettings(files, engine)), ...commands]
  const findings = all.flatMap((setting): Finding[] => {
    const found = defectOf(setting)
    return found === null ? [] : [configurationFinding({ file: setting.file, place: setting.place, key: setting.name, ...found })]
  })
  const mongo = files.filter(({ engine }) => engine === 'mongodb')
  for (const { file, settings } of mongo) {
    const first = settings[0]
    if (
      first !== undefined &&
      !settings.some(({ name, value }) => /(?:^|\.)authorization$/.test(name) && value === 'enabled') &&
      !settings.some(({ name }) => /keyFile$/.test(name))
    ) {
      findings.push(
        configurationFinding({
          file,
          place: first,
          key: 'security.authorization',
          message: 'MongoDB runs without authorization',
          cwe: [306],
          severity: 'critical',
        }),
      )
    }
  }
  return findings
}

function defectOf({ name, value }: StoreSetting): Pick<Parameters<typeof configurationFinding>[0], 'message' | 'cwe' | 'severity'> | null {
  if (name === 'hba') {
    const method = /\b(trust|password|md5|ident)(?:\s+\S+=\S+)*$/.exec(value)?.[1]
    if (method === 'trust' && !value.startsWith('local'))
      return { message: `pg_hba lets a network in without a password: ${value}`, cwe: [306], severity: 'critical' }
    return method === 'password' ? { message: `pg_hba takes passwords in clear text: ${value}`, cwe: [522], severity: 'high' } : null
  }
  if (name === 'password_encryption' && /^(?:md5|on)$/i.test(value))
    return { message: 'Passwords are stored as MD5 instead of SCRAM', cwe: [916], severity: 'medium' }
  if (name === 'skip_grant_tables' && !/^(?:0|off|false)$/i.test(value))
    return { message: 'skip-grant-tables lets everybody do everything', cwe: [306], severity: 'critical' }
  if (name === 'security.authorization' && value === 'disabled') return null
  if (name === 'noauth' && !/^false$/i.test(value)) return { message: 'Authentication is turned off', cwe: [306], severity: 'critical' }
  if (name === 'ssl' && /^off$/i.test(value)) return { message: 'The server answers in clear text only', cwe: [319], severity: 'medium' }
  if (name === 'local_infile' && /^(?:1|on)$/i.test(value))
    return { message: 'Clients may load local files (local_infile)', cwe: [538], severity: 'medium' }
  return null
}
