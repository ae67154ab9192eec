import { z } from 'zod'

const Pivot = z.object({
  from: z.string().date(),
  to: z.string().date(),
  metrics: z.array(z.string().min(1).max(80)).min(1).max(6),
})

export type Pivot = z.infer<typeof Pivot>
export type Parsed<T> = { ok: true; value: T } | { ok: false; issues: string[] }

export function parsePivot(body: string): Parsed<Pivot> {
  const result = Pivot.safeParse(JSON.parse(body))
  if (!result.success) return { ok: false, issues: result.error.issues.map((issue) => issue.message) }
  return { ok: true, value: result.data }
}
