import type { Schema } from '../../../model/facts/service.ts'
import type { Probing } from '../probing.ts'

const USUAL = ['admin', 'staff', 'manager', 'superuser', 'moderator']
/** Words that guards compare with which are no role. */
const NO_ROLE = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|true|false|null|none|Bearer|user|member|customer|guest|anonymous|\w{1,2})$/i

/** What a service may call those who may more: the choices that a field offers, what guards of the source compare with, and the usual words. */
export function roleWords(probing: Probing, schema: Schema = {}): readonly string[] {
  const offered = (schema.enum ?? []).flatMap((choice) => (typeof choice === 'string' ? [choice] : []))
  const example = typeof schema.example === 'string' && offered.length === 0 ? [schema.example] : []
  const compared = probing.routes.flatMap(({ guards }) =>
    guards.flatMap(({ kind, name }) => (kind === 'role' ? [...name.matchAll(/["'](\w{2,30})["']/g)].map((match) => match[1] ?? '') : [])),
  )
  return [...new Set([...compared, ...example, ...offered, ...USUAL])].filter((word) => !NO_ROLE.test(word))
}
