const credentials = {
  required: true,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['username', 'password'],
        properties: { username: { type: 'string' }, password: { type: 'string', minLength: 10 } },
      },
    },
  },
}
const bearer = [{ bearer: [] }]
const ok = { 200: { description: 'OK' } }
const created = { 201: { description: 'Created' } }

/** Description of the sample service; given to the audit as a file, as a team would. */
export const SAMPLE_OPENAPI = {
  openapi: '3.0.3',
  info: { title: 'Sample notes', version: '1.0.0' },
  components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  paths: {
    '/health': { get: { security: [], responses: ok } },
    '/register': { post: { security: [], requestBody: credentials, responses: created } },
    '/login': { post: { security: [], requestBody: credentials, responses: ok } },
    '/notes': {
      get: { security: bearer, responses: ok },
      post: {
        security: bearer,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', required: ['text'], properties: { text: { type: 'string', maxLength: 1000 } } },
            },
          },
        },
        responses: created,
      },
    },
    '/notes/{id}': {
      get: { security: bearer, parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }], responses: ok },
    },
    '/admin/users': { get: { security: bearer, responses: ok } },
  },
} as const
