const Joi = require('joi');
const bookings = require('./bookings');

const validate = { params: Joi.object({ id: Joi.number().integer().positive().required() }) };

const guest = (request) => request.auth.credentials.guestId;

module.exports = [
  {
    method: 'GET',
    path: '/bookings/{id}',
    options: { validate },
    handler: async (request, h) => (await bookings.find(guest(request), request.params.id)) ?? h.response().code(404),
  },
  {
    method: 'GET',
    path: '/bookings/{id}/cancel',
    options: { validate },
    handler: async (request, h) => {
      const done = await bookings.cancel(guest(request), request.params.id);
      return h.response({ cancelled: done }).code(done ? 200 : 409);
    },
  },
];
