'use strict'

const Joi = require('joi')
const Pages = require('./pages')

module.exports = {
  name: 'search',
  register(server) {
    server.route({
      method: 'GET',
      path: '/search',
      options: { validate: { query: Joi.object({ q: Joi.string().max(200).required() }) } },
      async handler(request, h) {
        const { q } = request.query
        const found = await request.server.methods.findPlants(q)
        if (found.length === 0) return h.response(Pages.empty(q)).type('text/html').code(404)
        return h.redirect(`/plants/${found[0].id}`)
      },
    })
  },
}
