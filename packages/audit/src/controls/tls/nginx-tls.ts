import { config } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { NginxDirective } from '../../model/facts/configuration.ts'
import { type Finding, failIfAny, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { effective, isPlain, isTls, type NginxServer, serverName, serversOf, within } from '../nginx-servers.ts'

const NONE = (): Outcome => notVerified('no-data', 'no nginx configuration of a TLS server lies in the tree')

/** A finding at a directive of nginx. */
function at(place: NginxDirective, message: string, cwe: Finding['cwe'], severity?: Finding['severity']): Finding {
  return configurationFinding({ file: place.file, place, key: place.name, message, cwe, ...(severity === undefined ? {} : { severity }) })
}

const OLD_PROTOCOL = /^(?:SSLv2|SSLv3|TLSv1|TLSv1\.1)$/

/** `ssl_protocols` names TLS 1.2 and 1.3 only. */
export const nginxTlsVersions = config(['nginxFiles'], ({ nginxFiles }): Outcome => {
  const servers = serversOf(nginxFiles).filter(isTls)
  if (servers.length === 0) return NONE()
  const findings = servers.flatMap((placed) =>
    effective(placed, 'ssl_protocols').flatMap((directive) =>
      directive.arguments
        .filter((word) => OLD_PROTOCOL.test(word))
        .slice(0, 1)
        .map((word) => at(directive, `${serverName(placed)} still speaks ${word}`, [327])),
    ),
  )
  return failIfAny(unique(findings), () => {
    const silent = servers.find((placed) => effective(placed, 'ssl_protocols').length === 0)
    const shown = inventory(
      'TLS servers that name only TLS 1.2 and 1.3',
      servers.filter((placed) => effective(placed, 'ssl_protocols').length > 0).map(serverName),
      servers.length,
    )
    return silent === undefined
      ? pass(shown)
      : partial(`${serverName(silent)} leaves the protocols to the default of its nginx version`, [
          configurationEvidence(silent.server.file, head(silent), 'ssl_protocols'),
          shown,
        ])
  })
})

const WEAK_CIPHER =
  /^(?:RC4|DES|3DES|EXP(?:ORT)?|NULL|eNULL|aNULL|ADH|AECDH|LOW|MEDIUM|MD5|IDEA|SEED|ALL|COMPLEMENTOFALL|DEFAULT|.*(?:RC4|DES-CBC|NULL|EXPORT|_MD5|-MD5))/i
const GOOD_CIPHER = /^(?:TLS_(?:AES|CHACHA20)\w*|(?:ECDHE|DHE|EECDH|EDH)[\w+-]*(?:GCM|CHACHA20|CCM|AESGCM|POLY1305)[\w+-]*)$/i

/** `ssl_ciphers` holds only suites with forward secrecy and authenticated encryption. */
export const nginxTlsCiphers = config(['nginxFiles'], ({ nginxFiles }): Outcome => {
  const servers = serversOf(nginxFiles).filter(isTls)
  if (servers.length === 0) return NONE()
  const lists = servers.flatMap((placed) =>
    effective(placed, 'ssl_ciphers').map((directive) => ({
      placed,
      directive,
      names: (directive.arguments[0] ?? '').split(/[:, ]/).filter((name) => name !== '' && !/^[!-]/.test(name)),
    })),
  )
  const findings = lists.flatMap(({ placed, directive, names }) =>
    names
      .filter((name) => WEAK_CIPHER.test(name.replace(/^\+/, '')))
      .slice(0, 1)
      .map((name) => at(directive, `${serverName(placed)} allows ${name}`, [327])),
  )
  return failIfAny(unique(findings), () => {
    const shown = inventory(
      'TLS servers and their cipher lists',
      lists.map(({ placed }) => serverName(placed)),
      servers.length,
    )
    const broad = lists.find(({ names }) => names.some((name) => !GOOD_CIPHER.test(name) && !name.startsWith('@')))
    if (broad !== undefined)
      return partial('a cipher list also holds suites without forward secrecy or with CBC', [
        configurationEvidence(broad.directive.file, broad.directive, 'ssl_ciphers'),
        shown,
      ])
    return lists.length === 0 ? partial('the cipher list is left to the default of the nginx version', [shown]) : pass(shown)
  })
})

/** A plain listener only redirects. */
export const nginxTlsEnforced = config(['nginxFiles'], ({ nginxFiles }): Outcome => {
  const servers = serversOf(nginxFiles)
  const plain = servers.filter(isPlain)
  const secure = servers.filter(isTls)
  if (servers.length === 0) return notVerified('no-data', 'no nginx server lies in the tree')
  const serving = plain.filter((placed) => !redirects(placed))
  const open = serving.filter((placed) => isPublic(placed))
  if (secure.length === 0 && open.length === 0)
    return notVerified('no-data', 'nginx has plain listeners alone; whether something in front of it speaks TLS is not in the tree')
  const shown = inventory('plain listeners that only redirect', plain.filter(redirects).map(serverName), plain.length)
  return failIfAny(
    (secure.length === 0 ? open : serving).map((placed) =>
      at(
        head(placed),
        `${serverName(placed)} serves the API over plain HTTP${secure.length === 0 ? ', and no server of the tree speaks TLS' : ''}`,
        [319],
      ),
    ),
    () => pass(shown, configurationEvidence(secure[0]?.server.file ?? '', head(secure[0] as NginxServer), 'listen')),
  )
})

/** A server for a name of the internet that does not say that something in front of it speaks TLS. */
function isPublic({ server, inherited }: NginxServer): boolean {
  const names = (server.block ?? []).filter(({ name }) => name === 'server_name').flatMap((directive) => directive.arguments)
  const isBehind = [...within(server, 'proxy_set_header'), ...within(server, 'map'), ...inherited].some(({ arguments: words }) =>
    words.some((word) => /\$http_x_forwarded_proto/i.test(word)),
  )
  return (
    !isBehind &&
    names.some((name) => /^(?:\*\.)?[\w-]+(?:\.[\w-]+)+$/.test(name) && !/\.(?:local|internal|localhost|lan|test|svc|cluster)$/.test(name))
  )
}

/** Every way through the server ends in a redirect to https, a refusal, a health check or an ACME challenge. */
function redirects({ server }: NginxServer): boolean {
  const block = server.block ?? []
  const isAway = (directives: readonly NginxDirective[]): boolean =>
    directives.some(
      ({ name, arguments: words }) =>
        (name === 'return' && (/^(?:403|404|410|426|444)$/.test(words[0] ?? '') || words.some((word) => /^https:\/\//.test(word)))) ||
        (name === 'rewrite' && words.some((word) => /^https:\/\//.test(word))),
    )
  if (isAway(block)) return true
  const locations = block.filter(({ name }) => name === 'location')
  const open = locations.filter(
    ({ arguments: words, block: inner }) =>
      !isAway(inner ?? []) && !/well-known|acme|health|nginx_status|stub_status/.test(words.join(' ')),
  )
  return locations.length > 0 && open.length === 0
}

const HSTS = 'strict-transport-security'

/** The HSTS header of nginx lasts long enough and is not lost in a location. */
export const nginxHsts = config(['nginxFiles'], ({ nginxFiles }, { thresholds }): Outcome => {
  const servers = serversOf(nginxFiles).filter(isTls)
  if (servers.length === 0) return NONE()
  const set = servers.flatMap((placed) =>
    effective(placed, 'add_header')
      .filter(({ arguments: words }) => words[0]?.toLowerCase() === HSTS)
      .map((directive) => ({ placed, directive })),
  )
  if (set.length === 0) return notVerified('no-data', 'nginx adds no HSTS header; the application may')
  const short = set.filter(
    ({ directive }) => Number(/max-age=(\d+)/i.exec(directive.arguments[1] ?? '')?.[1] ?? 0) < thresholds.hstsSeconds,
  )
  return failIfAny(
    short.map(({ directive }) => at(directive, `HSTS lasts less than ${thresholds.hstsSeconds} seconds`, [319])),
    () =>
      pass(
        inventory(
          'TLS servers with a long HSTS header',
          set.map(({ placed }) => serverName(placed)),
          servers.length,
        ),
      ),
  )
})

/** `http2 on`, or `listen ... http2`. */
export const nginxHttp2 = config(['nginxFiles'], ({ nginxFiles }): Outcome => {
  const servers = serversOf(nginxFiles).filter(isTls)
  if (servers.length === 0) return NONE()
  const without = servers.filter(
    (placed) =>
      !effective(placed, 'http2').some(({ arguments: words }) => words[0] === 'on') &&
      !within(placed.server, 'listen').some(({ arguments: words }) => words.includes('http2') || words.includes('quic')),
  )
  const shown = inventory(
    'TLS servers that offer HTTP/2',
    servers.filter((placed) => !without.includes(placed)).map(serverName),
    servers.length,
  )
  return without.length === 0 ? pass(shown) : partial('a TLS server offers HTTP/1.1 alone', [shown])
})

function head({ server }: NginxServer): NginxDirective {
  return { ...server, endLine: server.line }
}

/** Servers share inherited directives: one defect is reported once. */
function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ location }) => {
    const key = location.kind === 'configuration' ? `${location.file}:${location.line}` : ''
    return seen.has(key) ? false : seen.add(key) !== undefined
  })
}
