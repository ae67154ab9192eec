import type { Confidence, Intensity, Layer, Method, NotVerifiedReason, OutcomeName, Profile, Severity, Strength, Verdict } from 'assay'

/** Shape of a state: every state has a word and a shape besides its colour. */
export type Mark = 'pass' | 'partial' | 'fail' | 'accepted' | 'nv' | 'na'

/** Order of the outcomes in every bar, table and legend. */
export const OUTCOMES: readonly OutcomeName[] = ['pass', 'partial', 'fail', 'accepted-risk', 'not-verified', 'not-applicable']

export const OUTCOME_WORD: Readonly<Record<OutcomeName, string>> = {
  pass: 'pass',
  partial: 'partial',
  fail: 'fail',
  'accepted-risk': 'accepted risk',
  'not-verified': 'not verified',
  'not-applicable': 'not applicable',
}

export const OUTCOME_MARK: Readonly<Record<OutcomeName, Mark>> = {
  pass: 'pass',
  partial: 'partial',
  fail: 'fail',
  'accepted-risk': 'accepted',
  'not-verified': 'nv',
  'not-applicable': 'na',
}

export const OUTCOME_MEANING: Readonly<Record<OutcomeName, string>> = {
  pass: 'each with evidence',
  partial: 'half the weight',
  fail: 'each with a place',
  'accepted-risk': 'each with an owner',
  'not-verified': 'each with a reason',
  'not-applicable': 'each with evidence',
}

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']
export const STRENGTHS: readonly Strength[] = ['observed', 'tested', 'read', 'attested']
export const CONFIDENCES: readonly Confidence[] = ['confirmed', 'likely', 'possible']
export const METHODS: readonly Method[] = ['live', 'load', 'drill', 'config', 'dependency', 'static', 'attested']
export const LAYERS: readonly Layer[] = ['application', 'infrastructure', 'operations']

export const LAYER_WORD: Readonly<Record<Layer, string>> = {
  application: 'Application',
  infrastructure: 'Infrastructure',
  operations: 'Operations',
}

/** How a method looked, in a reader's words. */
export const METHOD_WORD: Readonly<Record<Method, string>> = {
  live: 'live requests',
  load: 'load test',
  drill: 'drill',
  config: 'configuration',
  dependency: 'dependencies',
  static: 'source',
  attested: 'statement',
}

export const VERDICT_MARK: Readonly<Record<Verdict, Mark>> = {
  READY: 'pass',
  'READY WITH CONDITIONS': 'partial',
  'NOT READY': 'fail',
  'NOT ENOUGH EVIDENCE': 'nv',
}

export const PROFILE_MEANING: Readonly<Record<Profile, string>> = {
  static: 'source, configuration and dependencies; nothing was observed live',
  standard: 'source, configuration, dependencies and the running service, with five load tests',
  full: 'as standard, with intrusive probes where allowed, a long run and drills',
}

export const INTENSITY_MEANING: Readonly<Record<Intensity, string>> = {
  safe: 'live probes only read',
  active: 'live probes may write what they made themselves',
  intrusive: 'live probes may disturb the service',
}

/** What each reason means, and what would remove it. */
export const REASON: Readonly<Record<NotVerifiedReason, { readonly means: string; readonly way: string }>> = {
  'no-target': { means: 'There was nothing of this kind to look at.', way: 'Give the address or file that this speaks of.' },
  'no-identity': { means: 'No suitable user could sign in.', way: 'Give credentials for two users and an administrator.' },
  'no-permission': { means: 'Looking was not allowed.', way: 'Allow the access, or give the record.' },
  'no-data': { means: 'The data that decides was missing.', way: 'Give the data, or let the run meet it.' },
  'stale-data': { means: 'The data was too old to decide.', way: 'Renew the data.' },
  'not-parsed': { means: 'A file could not be read.', way: 'See the files that were not analysed.' },
  'limit-reached': { means: 'A limit of the run was reached.', way: 'Raise the limit or narrow the target.' },
  'tool-error': { means: 'A check of assay itself failed.', way: 'Report it with the run folder.' },
  'unsupported-stack': { means: 'The stack is not supported.', way: 'Use another method, or attest it.' },
  inconclusive: { means: 'What was seen decides neither way.', way: 'Repeat under quieter or richer conditions.' },
  blocked: { means: 'Something in the way answered first.', way: 'Let the audit through to the service.' },
  'skipped-by-user': { means: 'The run was told to leave it out.', way: 'Run without that option.' },
  'not-implemented': { means: 'assay has no check for this control yet.', way: 'Verify it by hand.' },
}

const AREA_WORD: Readonly<Record<string, string>> = {
  api: 'API surface',
  auth: 'Authentication',
  authz: 'Authorization',
  cache: 'Cache',
  ci: 'Delivery pipeline',
  config: 'Configuration',
  container: 'Container',
  data: 'Data protection',
  db: 'Database',
  deps: 'Dependencies',
  error: 'Error handling',
  input: 'Input validation',
  log: 'Logging',
  ml: 'Machine learning',
  net: 'Network',
  ops: 'Operations',
  perf: 'Performance',
  proxy: 'Proxy',
  rate: 'Rate limiting',
  redis: 'Redis',
  res: 'Resources',
  secrets: 'Secrets',
  server: 'Server',
  session: 'Sessions',
  tls: 'TLS',
}

export function areaWord(area: string): string {
  return AREA_WORD[area] ?? area
}
