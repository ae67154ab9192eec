import type { Upstream } from './relay.ts'

/** A setting of the service that names a dependency which a relay can stand in for. */
export interface NamedDependency {
  readonly setting: string
  readonly protocol: string
  readonly upstream: Upstream
  /** The settings that send the service to a relay on that port instead. */
  readonly redirected: (port: number) => Readonly<Record<string, string>>
}

/** Default ports by the scheme of the address. */
const PORTS: Readonly<Record<string, number>> = {
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mariadb: 3306,
  mongodb: 27_017,
  redis: 6379,
  valkey: 6379,
  amqp: 5672,
  nats: 4222,
  memcached: 11_211,
  http: 80,
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]', '::1'])

/**
 * Dependencies on this machine that an environment names, as addresses (`DATABASE_URL`) or as a pair of host and port (`REDIS_HOST`, `REDIS_PORT`).
 * Those elsewhere are left alone: a relay must not carry a service's traffic to another machine. Encrypted schemes are left alone too.
 */
export function dependenciesOf(environment: Readonly<Record<string, string>>): NamedDependency[] {
  const found = new Map<string, NamedDependency>()
  for (const [setting, value] of Object.entries(environment)) {
    const dependency = fromAddress(setting, value) ?? fromPair(setting, value, environment)
    if (dependency !== null) found.set(setting, dependency)
  }
  return [...found.values()].sort((a, b) => (a.setting < b.setting ? -1 : 1))
}

/** Settings of the shell and of tools, not of the service. */
const FOREIGN = /^(?:npm_|NODE_|PIP_|HTTP_PROXY$|HTTPS_PROXY$|ALL_PROXY$|NO_PROXY$|http_proxy$|https_proxy$|all_proxy$)/

function fromAddress(setting: string, value: string): NamedDependency | null {
  if (FOREIGN.test(setting) || !/^[a-z][a-z+\d]*:\/\//i.test(value) || !URL.canParse(value)) return null
  const url = new URL(value)
  const scheme = url.protocol.slice(0, -1)
  // postgresql+asyncpg:// and the like name the driver after the plus
  const protocol = scheme.split('+')[0] ?? scheme
  const port = Number(url.port) || PORTS[protocol]
  if (!(protocol in PORTS) || port === undefined || !LOOPBACK.has(url.hostname)) return null
  const authority = value.slice(scheme.length + 3).split(/[/?#]/)[0] ?? ''
  const credentials = authority.includes('@') ? authority.slice(0, authority.lastIndexOf('@') + 1) : ''
  const rest = value.slice(scheme.length + 3 + authority.length)
  return {
    setting,
    protocol: protocol === 'postgresql' ? 'postgres' : protocol,
    upstream: { host: url.hostname.replace(/^\[|\]$/g, ''), port },
    redirected: (relay) => ({ [setting]: `${scheme}://${credentials}127.0.0.1:${relay}${rest}` }),
  }
}

function fromPair(setting: string, value: string, environment: Readonly<Record<string, string>>): NamedDependency | null {
  const prefix = /^(?<prefix>[A-Z][A-Z\d_]*?)_?HOST(?:NAME)?$/.exec(setting)?.groups?.prefix
  if (prefix === undefined || FOREIGN.test(setting) || !LOOPBACK.has(value)) return null
  const portSetting = [`${prefix}_PORT`, `${prefix}PORT`].find((name) => /^\d+$/.test(environment[name] ?? ''))
  if (portSetting === undefined) return null
  return {
    setting,
    protocol: protocolOf(prefix),
    upstream: { host: value, port: Number(environment[portSetting]) },
    redirected: (relay) => ({ [setting]: '127.0.0.1', [portSetting]: String(relay) }),
  }
}

function protocolOf(prefix: string): string {
  const known = [
    ['postgres', /^(?:PG|POSTGRES)/],
    ['redis', /REDIS|VALKEY/],
    ['mysql', /MYSQL|MARIA/],
    ['mongodb', /MONGO/],
    ['amqp', /RABBIT|AMQP/],
  ] as const
  return known.find(([, pattern]) => pattern.test(prefix))?.[0] ?? 'tcp'
}
