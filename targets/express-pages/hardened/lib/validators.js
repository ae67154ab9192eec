'use strict';

const { z } = require('zod');

const SLUG = /^(?:[a-z0-9]+-)*[a-z0-9]+$/;

const line = (max) => z.string().trim().max(max).regex(/^[^\p{Cc}]*$/u, 'has control characters');
const text = (max) => z.string().trim().max(max).regex(/^[^\0]*$/, 'has control characters');
const id = z.string().regex(/^[0-9a-f]{24}$/);
const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
const number = (min, max) => z.coerce.string().regex(/^\d{1,9}$/).transform(Number).pipe(z.number().int().min(min).max(max));

class InvalidInput extends Error {}

exports.isSlug = (value) => SLUG.test(value);
exports.fields = { line, text, id, email, number };
exports.InvalidInput = InvalidInput;

/** The value as the schema has it, or an error that is answered with 422. */
exports.parse = function (schema, value) {
  const result = schema.safeParse(value === undefined ? {} : value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new InvalidInput((issue.path.join('.') || 'input') + ': ' + issue.message);
  }
  return result.data;
};

/** A form has its token beside the fields. */
exports.form = (shape) => z.strictObject({ ...shape, _csrf: z.string().max(100).optional() });

const Page = z.object({ page: number(1, 10000).default(1) });
exports.pageOf = (query) => exports.parse(Page, query).page;
