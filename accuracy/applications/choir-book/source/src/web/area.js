import { bodyParser } from '@koa/bodyparser';
import multer from '@koa/multer';
import Router from '@koa/router';
import memory from 'multer';
import * as v from 'valibot';
import { within } from './budget.js';
import { isOurForm } from './cookies.js';

const fields = bodyParser({ enableTypes: ['form'], formLimit: '20kb', encoding: 'utf-8' });
const oneFile = multer({
  storage: memory.memoryStorage(),
  limits: { fileSize: 4 * 2 ** 20, files: 1, fields: 5, fieldSize: 2000, parts: 7 },
}).single('file');

const ranks = { guest: 0, singer: 1, librarian: 2, conductor: 3 };

const atLeast = (role) => async (ctx, next) => {
  if (ranks[role] > 0 && !ctx.state.member) {
    if (ctx.method === 'GET') return ctx.redirect(`/login?next=${encodeURIComponent(ctx.path)}`);
    ctx.throw(401, 'Please sign in.');
  }
  if (ranks[ctx.state.member?.role ?? 'guest'] < ranks[role]) ctx.throw(403, 'This is not for you.');
  await next();
};

const ourForm = async (ctx, next) => {
  if (!isOurForm(ctx, ctx.request.body?._token)) ctx.throw(403, 'This form is too old. Please open it again.');
  await next();
};

/** What the schema names, and nothing else. */
const checked = (part, schema) => async (ctx, next) => {
  const raw = { query: ctx.query, params: ctx.params, form: ctx.request.body }[part];
  const result = v.safeParse(schema, { ...raw });
  if (!result.success) ctx.throw(part === 'params' ? 404 : 422, 'Please check what you have entered.');
  ctx.state[part] = result.output;
  await next();
};

const Anything = v.object({});

/**
 * Routes of one part of the site. `role` is asked for in each; there is no route without one, and none that changes
 * something without a form token and a budget.
 */
export function area(prefix = '') {
  const router = new Router({ prefix });
  return {
    middleware: () => router.routes(),
    page(path, { role, query = Anything, params = Anything }, handler) {
      router.get(path, atLeast(role), checked('params', params), checked('query', query), handler);
    },
    action(path, { role, form = Anything, params = Anything, budget = 'change', upload = false }, handler) {
      router.post(path, within(budget), atLeast(role), upload ? oneFile : fields, ourForm, checked('params', params), checked('form', form), handler);
    },
  };
}

const text = (most) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
export const kinds = {
  text,
  id: v.object({ id: v.pipe(v.string(), v.uuid()) }),
  email: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email(), v.maxLength(254)),
  ticket: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
  paging: { page: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,2}$/), v.transform(Number)), '1') },
};
