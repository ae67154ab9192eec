import { BadRequestException, Body, Param, Query, type PipeTransform } from '@nestjs/common';
import { z, type ZodTypeAny } from 'zod';

class ZodPipe implements PipeTransform {
  constructor(private readonly schema: ZodTypeAny) {}

  transform(value: unknown) {
    const parsed = this.schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
    throw new BadRequestException({ fields: [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))] });
  }
}

export const ZodBody = (schema: ZodTypeAny) => Body(new ZodPipe(schema));
export const ZodQuery = (schema: ZodTypeAny) => Query(new ZodPipe(schema));
export const Id = (name = 'id') => Param(name, new ZodPipe(z.string().uuid()));

export const line = (max: number) => z.string().trim().min(1).max(max).regex(/^[^\p{Cc}]*$/u);
