import { config, defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { CacheStoreFact, KeyPatternFact } from '../../model/facts/cache.ts'
import { type Finding, fail, failIfAny, notApplicable, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { absence, type PlacedService, shippedServices } from '../container/images.ts'
import { finding } from '../database-checks.ts'
import { commandSettings, engineOf, fileSettings, find, type StoreSetting } from '../db/stores.ts'

export const redisHardening = defineControl({
  id: 'redis.hardening',
  title: 'Redis requires auth, is private, and has memory policy, keep-alive and timeouts',
  why: 'Protects sessions, limits, cache.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [306, 770], asvs: ['v5.0.0-13.2.1', 'v5.0.0-13.2.3'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-CACHE-09', 'B-CACHE-10', 'PERF-010'],
  verifiedBy: {
    live: 'PING without auth on declared host (opt-in); INFO memory',
    config:
      'requirepass/ACL, bind, maxmemory, maxmemory-policy, timeout, tcp-keepalive; note: allkeys-lru is wrong when Redis also holds queues/sessions/limits',
  },
  passesWhen: 'all set, policy matches use',
  failsWhen: 'no auth on a reachable port, unlimited memory',
  fix: { any: 'redis.conf + client timeouts' },
  effortHours: [1, 4],
  checks: [
    config(['composeFiles', 'databaseConfiguration', 'tree'], ({ composeFiles, databaseConfiguration, tree }): Outcome => {
      const services = shippedServices(composeFiles).filter((placed) => engineOf(placed) === 'redis')
      const fromFiles = fileSettings(databaseConfiguration, 'redis')
      if (services.length === 0 && fromFiles.length === 0)
        return notApplicable('the tree configures no Redis', absence('files of Redis', tree))
      const findings = services.length === 0 ? fileFindings(fromFiles) : services.flatMap((placed) => serviceFindings(placed, fromFiles))
      const [first, ...rest] = findings
      if (first !== undefined) return fail(first, ...rest)
      const told = [...fromFiles, ...services.flatMap(commandSettings)]
      const missing = ['maxmemory_policy', 'timeout', 'tcp_keepalive'].filter(
        (name) => find(told, name) === undefined && find(told, name.replace('_', '-')) === undefined,
      )
      const shown = inventory(
        'settings of Redis',
        told.map(({ name, value }) => `${name} ${name === 'requirepass' ? '(set)' : value}`),
      )
      const placed = services[0]
      const evidence =
        placed === undefined
          ? shown
          : configurationEvidence(
              placed.compose.file,
              { ...placed.service, endLine: placed.service.line },
              `services.${placed.service.name}`,
            )
      return missing.length === 0 ? pass(shown) : partial(`left to its default: ${missing.join(', ')}`, [evidence, shown])
    }),
    live(
      ['cacheStore'],
      ({ cacheStore }): Outcome =>
        failIfAny([...evictionFindings(cacheStore), ...openFindings(cacheStore)], () =>
          cacheStore.memory.limitBytes === 0
            ? notVerified('inconclusive', 'the server has no limit of memory, so its policy removes nothing yet')
            : pass(
                inventory('policy of the server, and what it holds', [
                  `${cacheStore.memory.policy}, maxmemory ${cacheStore.memory.limitBytes}`,
                  ...cacheStore.patterns.map(({ pattern, purpose }) => `${pattern}: ${purpose}`),
                ]),
              ),
        ),
    ),
  ],
})

const LOOPBACK = /^(?:127\.|::1$|localhost$)/

function serviceFindings(placed: PlacedService, fromFiles: readonly StoreSetting[]): Finding[] {
  const { compose, service } = placed
  const usesFile = service.command.some((word) => /\.conf$/.test(word)) || service.volumes.some(({ target }) => /\.conf$/.test(target))
  const told = [...(usesFile ? fromFiles : []), ...commandSettings(placed)]
  const hasPassword =
    find(told, 'requirepass') !== undefined ||
    find(told, 'aclfile') !== undefined ||
    find(told, 'user') !== undefined ||
    service.environment.some(
      ({ name, secret }) => /REDIS_PASSWORD(?:_FILE)?|VALKEY_PASSWORD|REDIS_ARGS/.test(name) && secret?.state !== 'empty',
    )
  const isPublished = service.ports.some(({ hostAddress }) => !LOOPBACK.test(hostAddress))
  const place = { ...service, endLine: service.line }
  const key = `services.${service.name}`
  const findings: Finding[] = []
  if (!hasPassword)
    findings.push(
      configurationFinding({
        file: compose.file,
        place,
        key: `${key}.requirepass`,
        message: isPublished
          ? `Service ${service.name} runs Redis without a password, on a port of the host`
          : `Service ${service.name} runs Redis without a password: every container of its network can use it`,
        cwe: [306],
        severity: isPublished ? 'critical' : 'medium',
      }),
    )
  if (find(told, 'maxmemory') === undefined)
    findings.push(
      configurationFinding({
        file: compose.file,
        place,
        key: `${key}.maxmemory`,
        message: `Service ${service.name} has no maxmemory: Redis grows until the host has no memory left`,
        cwe: [770],
        severity: 'medium',
      }),
    )
  return findings
}

function fileFindings(settings: readonly StoreSetting[]): Finding[] {
  const findings: Finding[] = []
  const first = settings[0]
  if (first === undefined) return findings
  const bind = find(settings, 'bind')
  const isOpen = bind !== undefined && /(?:^|\s)(?:0\.0\.0\.0|\*|::)(?:\s|$)/.test(bind.value)
  const add = (at: StoreSetting, message: string, cwe: number, severity: Finding['severity'] & string): void => {
    findings.push(configurationFinding({ file: at.file, place: at.place, key: at.name, message, cwe: [cwe], severity }))
  }
  const hasPassword =
    find(settings, 'requirepass') !== undefined || find(settings, 'aclfile') !== undefined || find(settings, 'user') !== undefined
  if (!hasPassword)
    add(
      bind ?? first,
      isOpen ? 'Redis listens on every interface without a password' : 'Redis asks for no password',
      306,
      isOpen ? 'critical' : 'high',
    )
  const protection = find(settings, 'protected_mode')
  if (protection !== undefined && /^no$/i.test(protection.value) && !hasPassword)
    add(protection, 'Protected mode is turned off', 306, 'high')
  if (find(settings, 'maxmemory') === undefined) add(first, 'No maxmemory: Redis grows until the host has no memory left', 770, 'medium')
  return findings
}

/** Keys that must not go when memory runs short, and what their going does. */
const KEPT: Readonly<Partial<Record<KeyPatternFact['purpose'], string>>> = {
  queue: 'jobs are lost',
  session: 'people are logged out',
  revocation: 'revoked tokens are accepted again',
  limit: 'limits begin anew',
}

/** A policy that evicts takes from everything it may take from. */
function evictionFindings({ memory, patterns }: CacheStoreFact): Finding[] {
  if (memory.limitBytes === 0 || memory.policy === 'noeviction' || memory.policy === '') return []
  const isAll = memory.policy.startsWith('allkeys-')
  const endangered = patterns.filter(({ purpose, keys, withoutTtl }) => {
    if (KEPT[purpose] === undefined) return false
    return isAll || (purpose === 'revocation' && withoutTtl < keys)
  })
  const [first] = endangered
  if (first === undefined) return []
  return [
    finding(
      { kind: 'service', subject: 'cache maxmemory-policy' },
      `maxmemory-policy ${memory.policy} evicts ${endangered.map(({ pattern, purpose }) => `${pattern} (${purpose})`).join(', ')}: when memory runs short, ${[...new Set(endangered.map(({ purpose }) => KEPT[purpose]))].join(', ')}`,
      770,
      [
        inventory(
          'keys that must stay',
          endangered.map(({ pattern, type, keys, purpose }) => `${pattern} (${type}): ${keys} keys, ${purpose}`),
        ),
      ],
      { severity: 'medium' },
    ),
  ]
}

function openFindings({ asksForPassword, settings }: CacheStoreFact): Finding[] {
  const bind = settings.bind
  if (asksForPassword !== false || bind === undefined) return []
  const isOpen = bind.trim() === '' || bind.split(/\s+/).some((address) => /^-?(?:\*|0\.0\.0\.0|::|::\*)$/.test(address))
  if (!isOpen) return []
  return [
    finding(
      { kind: 'service', subject: 'cache password' },
      'The server let assay in without a password and listens on every interface',
      306,
      [
        inventory('setting', [
          `bind ${bind === '' ? '(every interface)' : bind}, protected-mode ${settings['protected-mode'] ?? 'unknown'}`,
        ]),
      ],
      { severity: settings['protected-mode'] === 'yes' ? 'medium' : 'high' },
    ),
  ]
}
