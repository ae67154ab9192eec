import { z } from 'zod';
import { Problem } from './problems.js';

/** read(req.body, shape): what the shape lets through, or 422. Keys that the shape does not know are dropped. */
export function read(source, shape) {
  const parsed = shape.safeParse(source ?? {});
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].join(', ');
    throw new Problem(422, `Please look again at: ${fields}`);
  }
  return parsed.data;
}

export const id = z.coerce.number().int().positive();
export const line = (max) => z.string().trim().min(1).max(max).regex(/^[^\p{Cc}]*$/u);
export const email = z.string().trim().toLowerCase().max(254).email();
export const password = z
  .string()
  .min(12)
  .max(128)
  .refine((value) => new Set(value).size >= 6, 'too uniform');
export const page = z.coerce.number().int().min(1).max(500).catch(1);
