import { z } from 'zod'
import { CONFIDENCES, INTENSITIES, LAYERS, METHODS, NOT_VERIFIED_REASONS, OUTCOMES, PROFILES, SEVERITIES, STRENGTHS } from './words.ts'

const evidence = z.looseObject({
  kind: z.enum(['source', 'path', 'configuration', 'exchange', 'trial', 'measurement', 'inventory', 'dependency', 'statement']),
})
const percent = z.number().min(0).max(100)
const location = z.looseObject({ kind: z.enum(['source', 'route', 'configuration', 'dependency', 'service', 'repository']) })
const fix = z.object({ node: z.string().optional(), python: z.string().optional(), any: z.string().optional() })

const control = z.looseObject({
  id: z.string(),
  title: z.string(),
  area: z.string(),
  layer: z.enum(LAYERS),
  wave: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  severity: z.enum(SEVERITIES),
  outcome: z.enum(OUTCOMES),
  strength: z.enum(STRENGTHS).nullable(),
  strengthNeeded: z.enum(STRENGTHS),
  reason: z.enum(NOT_VERIFIED_REASONS).nullable(),
  because: z.string(),
  evidence: z.array(evidence),
  findings: z.array(z.string()),
  checks: z.array(z.looseObject({ method: z.enum(METHODS), outcome: z.enum(OUTCOMES) })),
  isInScope: z.boolean(),
  weight: z.number(),
  fix,
})

const finding = z.looseObject({
  fingerprint: z.string(),
  control: z.string(),
  message: z.string(),
  cwe: z.array(z.int()).min(1),
  severity: z.enum(SEVERITIES),
  status: z.enum(['open', 'accepted-risk', 'suppressed']),
  confidence: z.enum(CONFIDENCES),
  strength: z.enum(STRENGTHS),
  methods: z.array(z.enum(METHODS)),
  location,
  evidence: z.array(evidence).min(1),
  baseline: z.enum(['new', 'unchanged']).nullable(),
})

/** The published shape of the report document; additive within a major of `schemaVersion`. */
export const reportSchema = z.looseObject({
  schemaVersion: z.literal('1.0'),
  tool: z.object({ name: z.literal('assay'), version: z.string(), catalogue: z.string(), policy: z.string() }),
  runId: z.string(),
  asOf: z.string(),
  profile: z.enum(PROFILES),
  intensity: z.enum(INTENSITIES),
  verdict: z.enum(['READY', 'READY WITH CONDITIONS', 'NOT READY', 'NOT ENOUGH EVIDENCE']),
  verdictBecause: z.string(),
  result: percent.nullable(),
  proof: percent,
  score: percent.nullable(),
  grade: z.string().nullable(),
  gates: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        state: z.enum(['passed', 'failed', 'not-verified']),
        because: z.string(),
        controls: z.array(z.string()),
      }),
    )
    .length(9),
  blockers: z.array(z.looseObject({ gate: z.string(), text: z.string() })),
  controls: z.array(control),
  findings: z.array(finding),
  environment: z.looseObject({ node: z.string(), platform: z.string(), startedAt: z.string() }),
})

/** JSON Schema of the report document. */
export function reportJsonSchema(): unknown {
  return { title: 'assay report', ...z.toJSONSchema(reportSchema, { target: 'draft-7' }) }
}
