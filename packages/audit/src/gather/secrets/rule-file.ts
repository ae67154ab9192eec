import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { z } from 'zod'
import { AuditError } from '../../model/errors.ts'
import { compileRule } from './compile-rule.ts'
import type { Rule } from './rule.ts'

const Allowlist = z.object({
  regexes: z.array(z.string()).optional(),
  regexTarget: z.enum(['secret', 'match', 'line']).optional(),
  paths: z.array(z.string()).optional(),
  stopwords: z.array(z.string()).optional(),
  condition: z.string().optional(),
})
const RuleFile = z.object({
  allowlist: Allowlist.optional(),
  allowlists: z.array(Allowlist).optional(),
  rules: z
    .array(
      z.object({
        id: z.string(),
        description: z.string().optional(),
        regex: z.string().optional(),
        keywords: z.array(z.string()).optional(),
        secretGroup: z.number().int().min(0).optional(),
        entropy: z.number().optional(),
        path: z.string().optional(),
        allowlist: Allowlist.optional(),
        allowlists: z.array(Allowlist).optional(),
      }),
    )
    .optional(),
})

export interface RuleFileResult {
  readonly rules: readonly Rule[]
  /** Rules that cannot be used here, each with its reason. */
  readonly leftOut: readonly string[]
}

/** Loads the rules of a file in the shape of gitleaks. Throws an AuditError when the file is no such file. */
export function loadRuleFile(path: string): RuleFileResult {
  let parsed: z.infer<typeof RuleFile>
  try {
    parsed = RuleFile.parse(parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new AuditError('CONFIG_INVALID', `${path} is not a rule file: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
  const common = [...(parsed.allowlist === undefined ? [] : [parsed.allowlist]), ...(parsed.allowlists ?? [])]
  const rules: Rule[] = []
  const leftOut: string[] = []
  for (const written of parsed.rules ?? []) {
    const rule = ruleOf(written, common)
    if (rule === null) {
      leftOut.push(`${written.id}: it has no regex or no keyword`)
      continue
    }
    const compiled = compileRule(rule)
    if ('error' in compiled) leftOut.push(compiled.error)
    else rules.push(rule)
  }
  return { rules, leftOut }
}

type WrittenAllowlist = z.infer<typeof Allowlist>
type WrittenRule = NonNullable<z.infer<typeof RuleFile>['rules']>[number]

/** Without a keyword a rule would have to run over every byte: it is left out and said. */
function ruleOf(
  { id, description, regex, keywords, secretGroup, entropy, path, allowlist, allowlists }: WrittenRule,
  common: readonly WrittenAllowlist[],
): Rule | null {
  if (regex === undefined || keywords === undefined || keywords.length === 0) return null
  const lists = [...common, ...(allowlist === undefined ? [] : [allowlist]), ...(allowlists ?? [])]
  return {
    id,
    description: description ?? id,
    regex,
    keywords: keywords.map((keyword) => keyword.toLowerCase()),
    ...(secretGroup === undefined ? {} : { secretGroup }),
    ...(entropy === undefined ? {} : { entropy }),
    ...(path === undefined ? {} : { path }),
    allowlists: lists.map((list) => ({
      ...(list.regexes === undefined ? {} : { regexes: list.regexes }),
      ...(list.regexTarget === undefined ? {} : { regexTarget: list.regexTarget }),
      ...(list.paths === undefined ? {} : { paths: list.paths }),
      ...(list.stopwords === undefined ? {} : { stopwords: list.stopwords }),
      condition: /^AND$|^&&$/i.test(list.condition ?? '') ? ('AND' as const) : ('OR' as const),
    })),
  }
}
