import { config, defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { Setting } from '../../model/facts/configuration.ts'
import type { DatabaseFact } from '../../model/facts/database.ts'
import type { Facts } from '../../model/facts.ts'
import { type Finding, fail, failIfAny, notApplicable, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { shippedServices } from '../container/images.ts'
import { databaseFile, databaseLocation, finding } from '../database-checks.ts'
import { type Connection, connectionsOf } from './connections.ts'
import { embeddedCheck } from './embedded.ts'

export const dbLeastPrivilege = defineControl({
  id: 'db.least-privilege',
  title: 'App uses a non-superuser, non-default database account',
  why: 'Protects all data.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: {
    cwe: [250, 1392, 269],
    asvs: ['v5.0.0-13.2.2', 'v5.0.0-13.2.3'],
    owaspTop10: ['A04:2021', 'A07:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: ['B-AUTHZ-05', 'B-DATA-04', 'B-DB-11'],
  verifiedBy: {
    live: 'SELECT current_setting(is_superuser) with user-provided DB URL (opt-in)',
    config: 'connection URL user not postgres/root/sa/admin; password not default',
  },
  passesWhen: 'role attributes listed',
  failsWhen: 'superuser or default password',
  fix: { any: 'CREATE ROLE app LOGIN NOSUPERUSER' },
  effortHours: [1, 4],
  checks: [
    config(['composeFiles', 'envFiles', 'settingsFiles', 'dockerfiles'], (facts): Outcome => {
      const connections = connectionsOf(facts).filter(
        ({ scheme, user }) => !/^(?:redis|valkey)/.test(scheme) && user !== '' && !user.includes('$'),
      )
      const lone = loneSuperusers(facts, connections)
      if (connections.length === 0 && lone.length === 0)
        return notVerified('no-data', 'no configuration file names the account of the database')
      return failIfAny([...connections.flatMap(findingsOf), ...lone], () =>
        pass(
          inventory(
            'database accounts that are neither the superuser nor a default',
            connections.map(({ file, user, setting }) => `${file}: ${setting.name} as ${user}`),
          ),
        ),
      )
    }),
    live(
      ['database'],
      ({ database }): Outcome => {
        if (database.engine === 'sqlite') return byFileRights(database)
        const { roles, endpoints, notTried } = database
        const unseen = notTried.find(({ what }) => what === 'rights of the account of the service')
        if (unseen !== undefined && roles.length === 0) return notVerified(unseen.reason, unseen.because)
        if (endpoints.every(({ statements }) => statements.every(({ calls }) => calls.length === 0)) || roles.length === 0)
          return notVerified('no-data', 'no statement of the service was seen, so its account is unknown')
        const describe = (role: (typeof roles)[number]): string =>
          `${role.name}: superuser ${role.isSuperuser}, bypasses row security ${role.mayBypassRowSecurity}, makes accounts ${role.mayCreateRoles}, makes databases ${role.mayCreateDatabases}`
        const findings = roles
          .filter(({ isSuperuser, mayCreateRoles }) => isSuperuser || mayCreateRoles)
          .map((role) =>
            finding(
              databaseLocation(`account ${role.name}`),
              role.isSuperuser
                ? `The statements of the service run as ${role.name}, a superuser`
                : `The statements of the service run as ${role.name}, which may make accounts`,
              250,
              [inventory('account of the service', [describe(role)])],
              role.isSuperuser ? {} : { severity: 'medium' },
            ),
          )
        return failIfAny(findings, () => pass(inventory('accounts that sent the statements of the endpoints', roles.map(describe))))
      },
      { settles: true },
    ),
    embeddedCheck('SQLite is the only database: it knows no accounts'),
  ],
})

/** SQLite knows no accounts: who may open the file may do everything. */
function byFileRights(database: DatabaseFact): Outcome {
  const mode = database.file?.mode ?? 0
  if ((mode & OTHERS_WRITE) === 0)
    return notApplicable("SQLite knows no accounts, and only the file's own account or group may write it", databaseFile(database))
  return fail(
    finding(databaseLocation(database.address), 'Every account of the machine may write the database file', 732, [
      inventory('rights of the file', [`${database.address}: mode ${mode.toString(8)}`]),
    ]),
  )
}

/** The bit of a mode by which others may write (POSIX). */
const OTHERS_WRITE = 0o002

const SUPERUSERS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:postgres|cockroach)/, /^(?:postgres|root)$/],
  [/^(?:mysql|mariadb)/, /^root$/],
  [/^mongodb/, /^(?:root|admin)$/],
  [/^(?:mssql|sqlserver)/, /^sa$/],
  [/^oracle/, /^(?:sys|system)$/],
  [/^amqp/, /^guest$/],
]

/** `DB_USER`, `PGUSER`. */
const NAMES_ACCOUNT = /(?:^|_)(?:DB|DATABASE|PG|POSTGRES(?:QL)?|SQL)_?USER(?:NAME)?$/i
/** Where the image makes more accounts than the first. */
const INITIAL_SCRIPTS = '/docker-entrypoint-initdb.d'

/** A server of PostgreSQL whose only account is its superuser: no script makes another, and nothing in the configuration names one. */
function loneSuperusers(
  { composeFiles, envFiles }: Pick<Facts, 'composeFiles' | 'envFiles'>,
  connections: readonly Connection[],
): Finding[] {
  const named = [
    ...composeFiles.flatMap(({ services }) => services.flatMap(({ environment }) => environment)),
    ...envFiles.flatMap(({ settings }) => settings),
  ]
  const isOther = ({ name, value }: Setting): boolean => NAMES_ACCOUNT.test(name) && value !== 'postgres'
  if (named.some(isOther) || connections.some(({ scheme, user }) => /^postgres/.test(scheme) && user !== 'postgres')) return []
  return shippedServices(composeFiles).flatMap(({ compose, service }): Finding[] => {
    const account = service.environment.find(({ name }) => name === 'POSTGRES_USER')
    const makesOthers = service.volumes.some(({ target }) => target.startsWith(INITIAL_SCRIPTS))
    if (account?.value !== 'postgres' || !/(?:^|[/-])postg/.test(service.image ?? '') || makesOthers) return []
    return [
      configurationFinding({
        file: compose.file,
        place: account,
        key: `services.${service.name}.environment.POSTGRES_USER`,
        message: `Service ${service.name} has no account but postgres, which may do everything: the application connects as it`,
        cwe: [250],
        confidence: 'likely',
      }),
    ]
  })
}

function findingsOf({ file, setting, scheme, user }: Connection): Finding[] {
  const isSuperuser = SUPERUSERS.some(([store, name]) => store.test(scheme) && name.test(user))
  if (isSuperuser)
    return [
      configurationFinding({
        file,
        place: setting,
        key: setting.name,
        message: `The application connects to its database as ${user}, an account that may do everything`,
        cwe: [250],
      }),
    ]
  if (setting.secret?.state === 'guessable')
    return [
      configurationFinding({
        file,
        place: setting,
        key: setting.name,
        message: `The password of the database account ${user} is among the first that anybody would try`,
        cwe: [1392],
      }),
    ]
  return []
}
