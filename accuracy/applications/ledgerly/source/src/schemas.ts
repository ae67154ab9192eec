const object = (properties: Record<string, unknown>, required: string[] = Object.keys(properties), extra = {}) =>
  ({ type: 'object', properties, required, additionalProperties: false, ...extra });

const email = { type: 'string', format: 'email', maxLength: 254 };
const password = { type: 'string', minLength: 12, maxLength: 200 };
const name = { type: 'string', minLength: 1, maxLength: 120 };
const token = { type: 'string', minLength: 20, maxLength: 200 };
const uuid = { type: 'string', format: 'uuid' };
const lines = {
  type: 'array', minItems: 1, maxItems: 50,
  items: object({
    text: { type: 'string', minLength: 1, maxLength: 200 },
    quantity: { type: 'integer', minimum: 1, maximum: 10_000 },
    unitCents: { type: 'integer', minimum: 1, maximum: 100_000_000 },
  }),
};
const dueOn = { type: 'string', format: 'date' };
const paging = {
  limit: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
  offset: { type: 'integer', minimum: 0, maximum: 100_000, default: 0 },
  order: { type: 'string', enum: ['asc', 'desc'] },
};
const customer = { name, email, vatId: { type: 'string', maxLength: 32 }, notes: { type: 'string', maxLength: 2_000 } };

export const bodies = {
  register: object({ email, password, name }),
  login: object({ email, password: { type: 'string', minLength: 1, maxLength: 200 } }),
  refresh: object({ refreshToken: token }),
  forgot: object({ email }),
  reset: object({ token, password }),
  profile: object({ name }),
  password: object({ current: { type: 'string', maxLength: 200 }, password }),
  customer: object(customer, ['name', 'email']),
  customerChange: object(customer, [], { minProperties: 1 }),
  invoice: object({ customerId: uuid, dueOn, lines }),
  invoiceChange: object({ version: { type: 'integer', minimum: 1 }, dueOn, lines }),
  payment: object({ amountCents: { type: 'integer', minimum: 1, maximum: 1_000_000_000 }, reference: { type: 'string', minLength: 1, maxLength: 80 } }),
  share: object({ days: { type: 'integer', minimum: 1, maximum: 30 } }),
  webhook: object({ url: { type: 'string', maxLength: 500 } }),
  adminUser: object({ disabled: { type: 'boolean' } }),
};

export const params = { id: object({ id: uuid }) };

export const queries = {
  customers: object({ ...paging, sort: { type: 'string', maxLength: 20 }, q: { type: 'string', maxLength: 80 } }, []),
  invoices: object({ ...paging, sort: { type: 'string', maxLength: 20 }, status: { type: 'string', enum: ['draft', 'sent', 'paid'] } }, []),
  plain: object(paging, []),
  shared: object({ exp: { type: 'integer' }, epoch: { type: 'integer' }, sig: { type: 'string', maxLength: 64 } }),
};
