import { Body, Param, type PipeTransform, Query, UnprocessableEntityException } from '@nestjs/common'
import { type ZodTypeAny, z } from 'zod'

class Shape implements PipeTransform {
  constructor(private readonly schema: ZodTypeAny) {}

  transform(value: unknown) {
    const result = this.schema.safeParse(value ?? {})
    if (result.success) return result.data
    throw new UnprocessableEntityException({ message: 'invalid', fields: result.error.issues.map((issue) => issue.path.join('.')) })
  }
}

/** `@Sent(Schema) input`, `@Asked(Schema) query`, `@Id() id`: nothing of a request is read without a schema. */
export const Sent = (schema: ZodTypeAny) => Body(new Shape(schema))
export const Asked = (schema: ZodTypeAny) => Query(new Shape(schema))
export const Id = (name = 'id') => Param(name, new Shape(z.string().uuid()))

export const Email = z.string().trim().toLowerCase().email().max(254)
export const Text = (most: number) => z.string().trim().min(1).max(most)
export const Secret = z.string().regex(/^[\w-]{43}$/)

export const Paging = z.object({ after: z.string().uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(25) })
export type Paging = z.infer<typeof Paging>

/** Keyset pages by identifier. */
export const pageOf = ({ after, limit }: Paging) => ({ orderBy: { id: 'asc' as const }, take: limit, ...(after && { cursor: { id: after }, skip: 1 }) })
