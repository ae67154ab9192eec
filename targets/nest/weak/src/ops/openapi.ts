const text = (example: string) => ({ type: 'string', example });
const whole = (example: number) => ({ type: 'integer', example });
const body = (properties: object, required: string[] = []) => ({ content: { 'application/json': { schema: { type: 'object', required, properties } } } });
const path = (name: string, example = '1') => ({ name, in: 'path', required: true, schema: { type: 'string', example } });
const query = (name: string, example: string) => ({ name, in: 'query', schema: { type: 'string', example } });
const ok = { 200: { description: 'OK' } };
const created = { 201: { description: 'created' } };
const open: any[] = [];

export const document = {
  openapi: '3.0.3',
  info: { title: 'Stagefront', version: '0.9.2' },
  components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  security: [{ bearer: [] }],
  paths: {
    '/api/auth/register': { post: { security: open, requestBody: body({ email: text('kim@visitors.example'), password: text('meadow-41'), name: text('Kim') }, ['email', 'password']), responses: created } },
    '/api/auth/login': { post: { security: open, requestBody: body({ email: text('kim@visitors.example'), password: text('meadow-41') }, ['email', 'password']), responses: ok } },
    '/api/auth/refresh': { post: { security: open, requestBody: body({ refreshToken: text('') }, ['refreshToken']), responses: ok } },
    '/api/auth/logout': { post: { responses: { 204: { description: 'signed out' } } } },
    '/api/auth/forgot-password': { post: { security: open, requestBody: body({ email: text('kim@visitors.example') }, ['email']), responses: ok } },
    '/api/auth/continue': { get: { security: open, parameters: [query('returnTo', '/app')], responses: { 302: { description: 'on' } } } },
    '/api/users/me': { get: { responses: ok }, patch: { requestBody: body({ name: text('Kim'), phone: text('+00 555 0101') }), responses: ok } },
    '/api/users/me/password': { put: { requestBody: body({ password: text('meadow-42') }, ['password']), responses: ok } },
    '/api/users/me/settings': { get: { responses: ok }, patch: { requestBody: body({ language: text('en') }), responses: ok } },
    '/api/users/me/alerts': { post: { requestBody: body({ city: text('Prague') }, ['city']), responses: created } },
    '/api/events': {
      get: { security: open, parameters: [query('city', 'Prague'), query('when', 'summer'), query('sort', 'title'), query('limit', '20')], responses: ok },
      post: { requestBody: body({ title: text('Matinee'), city: text('Prague'), price: whole(900), seats: whole(40) }, ['title', 'city', 'price', 'seats']), responses: created },
    },
    '/api/events/import': { post: { requestBody: body({ url: text('https://promoter.example/event.json') }, ['url']), responses: created } },
    '/api/events/{id}': { get: { security: open, parameters: [path('id')], responses: ok }, patch: { parameters: [path('id')], requestBody: body({ title: text('Matinee'), price: whole(950) }), responses: ok } },
    '/api/events/{id}/favourite': { post: { parameters: [path('id')], responses: created } },
    '/api/events/{id}/reviews': { post: { parameters: [path('id')], requestBody: body({ stars: whole(4), body: text('Lovely') }, ['body']), responses: created } },
    '/api/events/{id}/price-preview': { post: { parameters: [path('id')], requestBody: body({ formula: text('price * 0.9') }, ['formula']), responses: created } },
    '/api/events/{id}/price': { get: { security: open, parameters: [path('id'), query('currency', 'CZK')], responses: ok } },
    '/api/orders': { get: { responses: ok }, post: { requestBody: body({ eventId: whole(1), quantity: whole(1), note: text('aisle') }, ['eventId', 'quantity']), responses: created } },
    '/api/orders/summary': { get: { responses: ok } },
    '/api/orders/{id}': { get: { parameters: [path('id')], responses: ok }, patch: { parameters: [path('id')], requestBody: body({ note: text('front') }), responses: ok }, delete: { parameters: [path('id')], responses: { 204: { description: 'gone' } } } },
    '/api/orders/{id}/cancel': { post: { parameters: [path('id')], responses: created } },
    '/api/orders/{id}/tickets': { get: { parameters: [path('id')], responses: ok } },
    '/api/coupons/check': { post: { security: open, requestBody: body({ code: text('ENCORE10') }, ['code']), responses: ok } },
    '/api/coupons/redeem': { post: { requestBody: body({ code: text('ENCORE10') }, ['code']), responses: ok } },
    '/api/files': { post: { requestBody: { content: { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } } } }, responses: created } },
    '/api/files/download': { get: { parameters: [query('name', 'programme.pdf')], responses: ok } },
    '/api/files/{id}': { get: { parameters: [path('id')], responses: ok }, delete: { parameters: [path('id')], responses: { 204: { description: 'gone' } } } },
    '/api/files/{id}/thumbnail': { post: { parameters: [path('id')], requestBody: body({ size: text('120x120') }), responses: ok } },
    '/api/search': { get: { security: open, parameters: [query('q', 'lights')], responses: ok } },
    '/api/suggest': { get: { security: open, parameters: [query('q', 'lights')], responses: ok } },
    '/api/notifications/digest': { get: { responses: ok } },
    '/api/notifications/preview': { post: { requestBody: body({ template: text('Hello ${name}'), values: { type: 'object', properties: { name: text('Kim') } } }, ['template']), responses: ok } },
    '/api/notifications/signature': { post: { requestBody: body({ name: text('Kim') }, ['name']), responses: ok } },
    '/api/payments/webhook': { post: { security: open, requestBody: body({ orderId: whole(1), status: text('paid') }, ['orderId', 'status']), responses: ok } },
  },
};
