const text = (example: string) => ({ type: 'string', example })
const body = (properties: object, required: string[] = []) => ({ content: { 'application/json': { schema: { type: 'object', required, properties } } } })
const path = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string', example: '1' } })
const query = (name: string, example: string) => ({ name, in: 'query', schema: { type: 'string', example } })
const done = { 200: { description: 'OK' } }

export const openapi = {
  openapi: '3.0.3',
  info: { title: 'Support desk', version: '0.3.1' },
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } },
  },
  security: [{ bearer: [] }, { key: [] }],
  paths: {
    '/api/auth/register': { post: { security: [], requestBody: body({ email: text('kim@client.example'), password: text('meadow-41'), name: text('Kim') }, ['email', 'password']), responses: { 201: { description: 'account' } } } },
    '/api/auth/login': { post: { security: [], requestBody: body({ email: text('kim@client.example'), password: text('meadow-41') }, ['email', 'password']), responses: done } },
    '/api/auth/refresh': { post: { security: [], requestBody: body({ refresh_token: text('') }, ['refresh_token']), responses: done } },
    '/api/auth/logout': { post: { responses: { 204: { description: 'signed out' } } } },
    '/api/auth/forgot': { post: { security: [], requestBody: body({ email: text('kim@client.example') }, ['email']), responses: done } },
    '/api/me': { get: { responses: done }, patch: { requestBody: body({ name: text('Kim'), phone: text('+00 555 0101') }), responses: done } },
    '/api/me/keys': { get: { responses: done }, post: { requestBody: body({ name: text('import job'), scope: text('read') }), responses: { 201: { description: 'key' } } } },
    '/api/me/keys/{id}': { delete: { parameters: [path('id')], responses: { 204: { description: 'revoked' } } } },
    '/api/me/preferences': { get: { responses: done }, patch: { requestBody: body({ language: text('en') }), responses: done } },
    '/api/me/vouchers': { post: { requestBody: body({ voucher: text('SORRY-10') }, ['voucher']), responses: done } },
    '/api/tickets': {
      get: { parameters: [query('status', 'open'), query('priority', 'normal'), query('sort', 'id'), query('limit', '20')], responses: done },
      post: { requestBody: body({ subject: text('Printer is offline'), body: text('Since Monday') }, ['subject']), responses: { 201: { description: 'ticket' } } },
    },
    '/api/tickets/{id}': { get: { parameters: [path('id')], responses: done }, delete: { parameters: [path('id')], responses: { 204: { description: 'deleted' } } } },
    '/api/tickets/{id}/comments': { get: { parameters: [path('id')], responses: done }, post: { parameters: [path('id')], requestBody: body({ body: text('Any news?') }), responses: { 201: { description: 'comment' } } } },
    '/api/tickets/{id}/attachments': { post: { parameters: [path('id')], requestBody: { content: { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } } } }, responses: { 201: { description: 'attachment' } } } },
    '/api/comments/{id}': { patch: { parameters: [path('id')], requestBody: body({ body: text('Solved') }), responses: done } },
    '/api/attachments/{id}': { get: { parameters: [path('id')], responses: done }, delete: { parameters: [path('id')], responses: { 204: { description: 'deleted' } } } },
    '/api/attachments/raw': { get: { parameters: [query('file', 'manual.pdf')], responses: done } },
    '/api/customers/lookup': { get: { parameters: [query('email', 'pavel@client.example')], responses: done } },
    '/api/macros/preview': { post: { requestBody: body({ template: text('Hello ${customer.name}'), ticket: { type: 'integer', example: 1 } }), responses: done } },
    '/api/diagnostics/resolve': { get: { parameters: [query('host', 'localhost')], responses: done } },
    '/api/webhooks/test': { post: { requestBody: body({ url: text('https://hooks.client.example/in') }), responses: done } },
    '/api/suggest': { get: { security: [], parameters: [query('q', 'billing')], responses: done } },
    '/hooks/opened': { post: { security: [], requestBody: body({ ref: text('T-1001') }), responses: { 202: { description: 'noted' } } } },
  },
}
