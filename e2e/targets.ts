import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
export const TARGETS = join(ROOT, 'targets')

const where = z.looseObject({
  file: z.string().optional(),
  text: z.string().optional(),
  route: z.string().optional(),
  parameter: z.string().optional(),
})
const entry = z.looseObject({
  id: z.string(),
  control: z.string(),
  variant: z.enum(['weak', 'hardened']).default('weak'),
  methods: z.array(z.string()).default([]),
  where,
  note: z.string().default(''),
})
const weaknesses = z.looseObject({ planted: z.array(entry), traps: z.array(entry) })
const administrator = z.looseObject({ email_variable: z.string(), password_variable: z.string(), login: z.string() })
const manifest = z.looseObject({
  start: z.string(),
  health: z.string(),
  env: z.record(z.string(), z.string()).default({}),
  administrator: administrator.optional(),
})

export type Entry = z.infer<typeof entry>

export interface TargetVariant {
  readonly pair: string
  readonly variant: 'weak' | 'hardened'
  readonly folder: string
  readonly start: string
  readonly health: string
  readonly environment: Readonly<Record<string, string>>
  /** An administrator that the start-up makes from its environment; null when the target has one of its own or none. */
  readonly administrator: { readonly email: string; readonly password: string; readonly loginPath: string } | null
  readonly planted: readonly Entry[]
  readonly traps: readonly Entry[]
}

/** Every weak and hardened target with what was planted in it, sorted. */
export function readTargets(only: string | null): TargetVariant[] {
  const pairs = readdirSync(TARGETS, { withFileTypes: true })
    .filter(
      (folder) =>
        folder.isDirectory() && existsSync(join(TARGETS, folder.name, 'weaknesses.yaml')) && (only === null || only === folder.name),
    )
    .map(({ name }) => name)
    .sort()
  return pairs.flatMap((pair) =>
    (['weak', 'hardened'] as const)
      .filter((variant) => existsSync(join(TARGETS, pair, variant, 'target.yaml')))
      .map((variant) => readTarget(pair, variant)),
  )
}

function readTarget(pair: string, variant: 'weak' | 'hardened'): TargetVariant {
  const { planted, traps } = weaknesses.parse(parse(readFileSync(join(TARGETS, pair, 'weaknesses.yaml'), 'utf8')))
  const folder = join(TARGETS, pair, variant)
  const { start, health, env, administrator: asked } = manifest.parse(parse(readFileSync(join(folder, 'target.yaml'), 'utf8')))
  const mine = (entries: readonly Entry[]): Entry[] => entries.filter((each) => each.variant === variant)
  const administrator =
    asked === undefined
      ? null
      : { email: 'root@e2e.example', password: randomBytes(12).toString('base64url'), loginPath: asked.login.split(' ')[1] ?? '/' }
  const variables =
    asked === undefined || administrator === null
      ? {}
      : { [asked.email_variable]: administrator.email, [asked.password_variable]: administrator.password }
  return {
    pair,
    variant,
    folder,
    start,
    health,
    environment: { ...env, ...variables },
    administrator,
    planted: mine(planted),
    traps: mine(traps),
  }
}
