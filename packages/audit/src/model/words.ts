/** The closed vocabularies of an audit, strongest or worst first where there is an order. */

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Strength of evidence, strongest first (its numeric values are policy). */
export const STRENGTHS = ['observed', 'tested', 'read', 'attested'] as const
export type Strength = (typeof STRENGTHS)[number]

export const METHODS = ['live', 'load', 'drill', 'config', 'dependency', 'static', 'attested'] as const
export type Method = (typeof METHODS)[number]

/** What evidence of each method is worth at best: a service that was watched, files that were parsed, code that was read, a person's word. */
export const STRENGTH_OF: Readonly<Record<Method, Strength>> = {
  live: 'observed',
  load: 'observed',
  drill: 'observed',
  config: 'tested',
  dependency: 'tested',
  static: 'read',
  attested: 'attested',
}

export const CONFIDENCES = ['confirmed', 'likely', 'possible'] as const
export type Confidence = (typeof CONFIDENCES)[number]

export const PROFILES = ['static', 'standard', 'full'] as const
export type Profile = (typeof PROFILES)[number]

/** Which methods a profile uses. */
export const METHODS_OF: Readonly<Record<Profile, readonly Method[]>> = {
  static: ['config', 'dependency', 'static', 'attested'],
  standard: ['live', 'load', 'config', 'dependency', 'static', 'attested'],
  full: METHODS,
}

export const INTENSITIES = ['safe', 'active', 'intrusive'] as const
export type Intensity = (typeof INTENSITIES)[number]

export const NOT_VERIFIED_REASONS = [
  'no-target',
  'no-identity',
  'no-permission',
  'no-data',
  'stale-data',
  'not-parsed',
  'limit-reached',
  'tool-error',
  'unsupported-stack',
  'inconclusive',
  'blocked',
  'skipped-by-user',
  'not-implemented',
] as const
export type NotVerifiedReason = (typeof NOT_VERIFIED_REASONS)[number]

export const OUTCOMES = ['fail', 'partial', 'not-verified', 'accepted-risk', 'pass', 'not-applicable'] as const
export type OutcomeName = (typeof OUTCOMES)[number]

export const LAYERS = ['application', 'infrastructure', 'operations'] as const
export type Layer = (typeof LAYERS)[number]

export type Wave = 1 | 2 | 3

/** What a probe of prototypes says it was not tried on, where every route of the source is one of Python: its objects share none. */
export const SERVICE_IN_PYTHON = 'a service in Python'
