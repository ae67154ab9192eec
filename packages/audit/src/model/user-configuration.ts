import { z } from 'zod'
import { BUDGET_PROFILE_NAMES } from './policy.ts'
import { INTENSITIES, PROFILES } from './words.ts'

const headerMap = z.record(z.string(), z.string())
const route = z.string().regex(/^([A-Z]+|ANY) \/\S*$/, 'must read METHOD /path, e.g. "GET /products"')

const step = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  path: z.string().startsWith('/'),
  headers: headerMap.optional(),
  body: z.record(z.string(), z.unknown()).optional().describe('{{name}} stands for a saved value.'),
  encoding: z.enum(['json', 'form']).default('json'),
  save: z
    .record(z.string().regex(/^\w+$/), z.string())
    .optional()
    .describe('Values to keep: a dotted place in the JSON body, "header NAME", "cookie NAME" or "form FIELD" for a hidden field.'),
  expect: z.number().int().min(100).max(599).optional().describe('Status that says it worked. Default: 2xx and 3xx.'),
})

export type DeclaredStep = z.infer<typeof step>

const identity = z
  .strictObject({
    name: z.string().min(1).describe('How the report calls this identity.'),
    role: z.enum(['user', 'admin']).default('user'),
    headers: headerMap.optional().describe('Headers that carry its credentials, e.g. Authorization: Bearer ${TOKEN_A}.'),
    login: z
      .strictObject({
        path: z.string().startsWith('/'),
        method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
        body: z.record(z.string(), z.unknown()),
        encoding: z.enum(['json', 'form']).default('json'),
        token: z
          .string()
          .optional()
          .describe('Dotted place of the token in the answer, e.g. data.accessToken. Default: found by its look.'),
      })
      .optional(),
    cookies: z.record(z.string(), z.string()).optional().describe('Cookies that carry its session.'),
    basic: z
      .strictObject({ username: z.string().min(1), password: z.string() })
      .optional()
      .describe('Sent as HTTP Basic in each request.'),
    oauth: z
      .strictObject({
        tokenPath: z.string().startsWith('/'),
        clientId: z.string().min(1),
        clientSecret: z.string().optional(),
        clientAuthentication: z.enum(['basic', 'body']).default('basic'),
        scope: z.string().optional(),
        username: z.string().optional().describe('With it, the password grant is used in place of client credentials.'),
        password: z.string().optional(),
      })
      .optional()
      .describe('A token of the service’s own OAuth token endpoint.'),
    steps: z.array(step).min(1).max(20).optional().describe('Requests that log in, in order, with cookies kept and values saved.'),
    carry: headerMap.optional().describe('Headers that carry what the steps saved, e.g. Authorization: Bearer {{token}}.'),
    script: z.string().min(1).optional().describe('Command that prints headers, as "Name: value" lines or JSON; runs only with --scripts.'),
  })
  .refine(
    ({ headers, login, cookies, basic, oauth, steps, script }) =>
      [headers, login, cookies, basic, oauth, steps, script].some((way) => way !== undefined),
    'needs headers, cookies, basic, login, oauth, steps or script',
  )
  .refine(
    ({ login, oauth, steps, script }) => [login, oauth, steps, script].filter((way) => way !== undefined).length <= 1,
    'takes one of login, oauth, steps and script',
  )

/** `assay.yaml`. Every key is optional; what the command line says wins. */
export const userConfigurationSchema = z.strictObject({
  source: z.string().optional().describe('Folder of the source, relative to this file. Default: the folder of this file.'),
  service: z
    .strictObject({
      url: z
        .url({ protocol: /^https?$/ })
        .optional()
        .describe('Base address of the running service.'),
      start: z.string().min(1).optional().describe('Command that starts the service; runs only with --start. PORT is set to a free port.'),
      health: z.string().startsWith('/').optional().describe('Path that answers 2xx once the service is ready. Default: any answer at /.'),
      startSeconds: z.number().positive().max(600).optional().describe('How long the service may take to become healthy. Default: 60.'),
      openapi: z
        .string()
        .optional()
        .describe('OpenAPI file or path on the service. Default: looked for in the source and at well-known paths.'),
      requests: z.array(z.string().min(1)).max(20).optional().describe('HAR files or Postman collections whose requests are tested too.'),
      certificateAuthority: z.string().min(1).optional().describe('PEM file of the authority that signs the certificate of the service.'),
      headers: headerMap.optional().describe('Headers added to every request.'),
    })
    .optional(),
  identities: z.array(identity).max(10).optional().describe('Who may log in, when assay cannot register users itself.'),
  publicRoutes: z.array(route).optional().describe('Routes that are meant to answer everybody.'),
  profile: z.enum(PROFILES).optional(),
  intensity: z.enum(INTENSITIES).optional(),
  exclude: z.array(z.string()).optional().describe('Globs of files that are left out, each listed in the report.'),
  only: z.array(z.string()).optional().describe('Control ids or areas; all others are skipped.'),
  skip: z.array(z.string()).optional(),
  failOn: z.enum(['critical', 'high', 'medium', 'low', 'none']).optional(),
  budgets: z
    .strictObject({
      profile: z.enum(BUDGET_PROFILE_NAMES).optional().describe('A set of objectives by name; the numbers beside it win.'),
      p95Ms: z.number().positive().optional(),
      p99Ms: z.number().positive().optional(),
      errorRate: z.number().min(0).max(1).optional(),
      requestsPerSecond: z.number().positive().optional(),
      queryMs: z.number().positive().optional(),
      cpuFraction: z.number().min(0).max(1).optional(),
      cacheHitRatio: z.number().min(0).max(1).optional(),
    })
    .optional()
    .describe('Objectives of this service; they replace the defaults of the policy and are shown with the verdict.'),
  attestations: z
    .array(
      z.strictObject({
        control: z.string(),
        statement: z.string().min(10),
        owner: z.string().min(1),
        date: z.iso.date(),
        expires: z.iso.date().optional(),
        link: z.string().optional(),
      }),
    )
    .optional()
    .describe('Statements for controls that no tool can look into.'),
  advisories: z.string().optional().describe('Folder, .zip or .jsonl of OSV records for the dependency checks.'),
  database: z
    .strictObject({
      url: z.string().min(1).describe('Address of the database behind the service, e.g. ${DATABASE_URL}. It is read only.'),
      disposable: z.boolean().optional().describe('Whether it may be written to and locked. Default: false.'),
    })
    .optional()
    .describe('Database to look into while the endpoints of the service are driven.'),
  cache: z
    .strictObject({ url: z.string().min(1).describe('Address of Redis or Valkey behind the service, e.g. ${REDIS_URL}. It is read only.') })
    .optional()
    .describe('Cache server to look into while the endpoints of the service are driven.'),
  databaseUrl: z.string().optional().describe('The same as database.url.'),
})

export type UserConfiguration = z.infer<typeof userConfigurationSchema>

/** What a configuration found inside a target may say: it names, it never commands (rule 9 of the evidence). */
export const TRUSTED_FROM_TARGET = ['publicRoutes', 'identities'] as const satisfies readonly (keyof UserConfiguration)[]

export const suppressionsSchema = z.strictObject({
  suppressions: z.array(
    z
      .strictObject({
        fingerprint: z.string().optional(),
        control: z.string().optional(),
        scope: z.string().optional(),
        kind: z.enum(['false-positive', 'accepted-risk', 'compensating-control', 'test-code']),
        reason: z.string().min(10),
        owner: z.string().min(1),
        created: z.iso.date(),
        expires: z.iso.date(),
        evidence: z.string().optional(),
        reopenOn: z.string().optional(),
      })
      .refine(
        ({ fingerprint, control }) => (fingerprint === undefined) !== (control === undefined),
        'names either a fingerprint or a control',
      ),
  ),
})

/** JSON Schema of `assay.yaml`, for editors. */
export function userConfigurationJsonSchema(): unknown {
  return { title: 'assay.yaml', ...z.toJSONSchema(userConfigurationSchema, { io: 'input', target: 'draft-7' }) }
}
