/** How a weakness of the corpus shows in a report: by its CWE, or by its control where the CWE is shared with other weaknesses. */
export interface Weakness {
  /** Any of these among a finding's CWEs; empty when the control alone decides. */
  readonly cwe: readonly number[]
  /** Controls whose findings alone count; empty when any control may report it. */
  readonly controls: readonly string[]
}

const byCwe = (...cwe: number[]): Weakness => ({ cwe, controls: [] })
const byControl = (...controls: string[]): Weakness => ({ cwe: [], controls })

/** Kinds that case.yaml may name. A family holds the parents and children by which the same defect may be called. */
export const WEAKNESSES: Readonly<Record<string, Weakness>> = {
  'sql-injection': byCwe(89, 564),
  'nosql-injection': byCwe(943),
  'command-injection': byCwe(77, 78, 88),
  'code-injection': byCwe(94, 95, 96),
  'template-injection': byCwe(1336, 94),
  'ldap-injection': byCwe(90),
  'xpath-injection': byCwe(643, 91),
  'header-injection': byCwe(113, 93),
  'log-injection': byCwe(117),
  'path-traversal': byCwe(22, 23, 36, 73),
  ssrf: byCwe(918),
  'open-redirect': byCwe(601),
  xss: byCwe(79, 80, 83, 87),
  'stored-xss': byCwe(79, 80),
  xxe: byCwe(611, 776, 827),
  deserialisation: byCwe(502),
  'trust-boundary': byCwe(501),
  'prototype-pollution': byCwe(1321),
  redos: byCwe(1333, 730),
  'mass-assignment': byCwe(915),
  'sensitive-log': byCwe(532),
  'sensitive-response': byCwe(200, 201, 213),
  'unsafe-upload': byCwe(434),
  'unsafe-reflection': byCwe(470, 98, 829),
  'weak-hash': byCwe(327, 328),
  'weak-password-hash': byCwe(916, 759, 760, 328),
  'weak-cipher': byCwe(327),
  'weak-random': byCwe(330, 338),
  'insecure-cookie': byCwe(614, 1004, 1275),
  'no-tls-verification': byCwe(295, 297),
  'hardcoded-secret': byCwe(798, 259, 321),
  'default-credentials': byCwe(1392, 1391, 1393, 798, 259),
  'debug-mode': byControl('error.debug-off'),
  'stack-trace-response': byCwe(209),
  'swallowed-exception': byCwe(390, 391, 396),
  'blocking-call': byControl('perf.blocking-io'),
  'n-plus-one': byControl('perf.n-plus-one'),
  'missing-timeout': byControl('perf.external-calls'),
  'cache-without-expiry': byControl('cache.bounds'),
  'jwt-not-verified': byCwe(347),
  'jwt-no-algorithms': byCwe(347, 327),
  'jwt-no-expiry': byControl('auth.token-expiry'),
  'missing-authentication': byControl('auth.required-by-default'),
  'object-level': byControl('authz.object-level'),
  'function-level': byControl('authz.function-level'),
  'missing-rate-limit': byControl('auth.login-throttle'),
  'state-changing-get': byControl('api.http-methods'),
  'unbounded-list': byControl('api.pagination'),
}
