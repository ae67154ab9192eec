'use strict'

exports.type = 'text/csv'
exports.render = (rows) => rows.map(({ id, title }) => `${id};${title}`).join('\n')
