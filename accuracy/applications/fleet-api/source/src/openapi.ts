export const document = {
  openapi: '3.1.0',
  info: { title: 'Fleet', version: '1.0.0' },
  security: [{ bearer: [] }],
  components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  paths: {
    '/vehicles': { get: { responses: { 200: { description: 'Vehicles of the company' } } } },
    '/vehicles/{id}': { get: { responses: { 200: { description: 'One vehicle' }, 404: { description: 'Not found' } } } },
  },
};
