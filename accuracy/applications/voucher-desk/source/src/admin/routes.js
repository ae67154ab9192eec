import Joi from 'joi';
import { addressOf, take } from '../throttle.js';
import * as vouchers from '../vouchers.js';
import { checkPassword, COOKIE, end, safeNext, start } from './session.js';

const credentials = Joi.object({
  email: Joi.string().email().max(254).lowercase().required(),
  password: Joi.string().min(1).max(128).required(),
  next: Joi.string().max(200).allow(''),
});
const listing = Joi.object({
  search: Joi.string().max(20).allow('').default(''),
  page: Joi.number().integer().min(1).max(200).default(1),
});
const PAGE = 50;

export const adminRoutes = [
  {
    method: 'GET',
    path: '/admin/login',
    options: { auth: false, validate: { query: Joi.object({ next: Joi.string().max(200) }).options({ stripUnknown: true }) } },
    handler: (request, h) => h.view('login', { next: safeNext(request.query.next) }),
  },
  {
    method: 'POST',
    path: '/admin/login',
    options: { auth: false, validate: { payload: credentials } },
    handler: async (request, h) => {
      const { email, password, next } = request.payload;
      await take('login-address', addressOf(request), { max: 20, seconds: 60 });
      await take('login-account', email, { max: 10, seconds: 900 });
      const user = await checkPassword(email, password);
      if (!user) return h.view('login', { next: safeNext(next), failed: true }).code(401);
      await end(request.state[COOKIE]);
      return h.redirect(safeNext(next)).state(COOKIE, await start(user));
    },
  },
  {
    method: 'POST',
    path: '/admin/logout',
    handler: async (request, h) => {
      await end(request.auth.credentials.token);
      return h.redirect('/admin/login').unstate(COOKIE);
    },
  },
  {
    method: 'GET',
    path: '/admin/vouchers',
    options: { validate: { query: listing } },
    handler: async (request, h) => {
      const { search, page } = request.query;
      const options = { search, sort: 'created', desc: true, limit: PAGE, offset: (page - 1) * PAGE };
      const rows = await vouchers.list(request.auth.credentials.admin.merchantId, options);
      return h.view('vouchers', { rows, search, page });
    },
  },
  {
    method: 'GET',
    path: '/admin/export',
    handler: async (request, h) => {
      const { id, merchantId } = request.auth.credentials.admin;
      await take('export', id, { max: 10, seconds: 600 });
      const rows = await vouchers.list(merchantId, { sort: 'created', desc: true, limit: 5000, offset: 0 });
      return h.response(vouchers.toCsv(rows)).type('text/csv').header('content-disposition', 'attachment; filename="vouchers.csv"');
    },
  },
].map((route) => ({ ...route, options: { auth: 'admin', ...route.options } }));
