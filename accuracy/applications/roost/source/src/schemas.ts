import { z } from 'zod';

const email = z.email().max(254).transform((value) => value.toLowerCase());
const password = z.string().min(12).max(200);
const typed = z.string().min(1).max(200);
const name = z.string().trim().min(1).max(100);
const slug = z.string().regex(/^[a-z0-9-]{2,60}$/);
const whole = (min: number, max: number) => z.number().int().min(min).max(max);

export const account = z.strictObject({ email, password, name });
export const credentials = z.strictObject({ email, password: typed });
export const recovery = z.strictObject({ email });
export const renewal = z.strictObject({ token: typed, password });
export const profile = z.strictObject({ name });
export const passwordChange = z.strictObject({ current: typed, password });
export const booking = z.strictObject({
  room: slug, title: z.string().trim().min(1).max(120), slots: whole(1, 16),
  from: z.iso.datetime().refine((value) => Number.isInteger(Date.parse(value) / 1_800_000)),
});
export const retitle = z.strictObject({ title: z.string().trim().min(1).max(120) });
export const guest = z.strictObject({ email });
export const transfer = z.strictObject({ to: z.uuid(), amount: whole(1, 1_000), requestKey: z.string().regex(/^[\w-]{8,64}$/) });
export const room = z.strictObject({ slug, name, seats: whole(1, 500), rate: whole(1, 100), doorCode: z.string().regex(/^\d{4,8}$/) });
export const roomChange = z.strictObject({ name, seats: whole(1, 500), rate: whole(1, 100), doorCode: z.string().regex(/^\d{4,8}$/), open: z.boolean() }).partial();
export const status = z.strictObject({ suspended: z.boolean() });
export const toggle = z.strictObject({ enabled: z.boolean() });

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
export const page = z.object({
  limit: z.preprocess(first, z.coerce.number().int().min(1).max(100).catch(25)),
  offset: z.preprocess(first, z.coerce.number().int().min(0).max(100_000).catch(0)),
});
export const roomQuery = z.object({
  sort: z.preprocess(first, z.enum(['name', 'seats', 'rate']).catch('name')),
  order: z.preprocess(first, z.enum(['asc', 'desc']).catch('asc')),
  seats: z.preprocess(first, z.coerce.number().int().min(0).max(500).catch(0)),
});
export const day = z.object({ day: z.preprocess(first, z.iso.date()) });
