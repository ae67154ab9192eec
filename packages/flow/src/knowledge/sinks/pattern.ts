/** The same arguments of several members of one type. */
export const of = (type: string, args: string, ...names: readonly string[]): string[] => names.map((name) => `${type}.${name}${args}`)

export const HTTP_VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const
export const LOG_LEVELS = [
  'debug',
  'info',
  'warning',
  'warn',
  'error',
  'critical',
  'exception',
  'log',
  'fatal',
  'trace',
  'verbose',
  'success',
] as const
