'use strict'

exports.type = 'application/xml'
exports.render = (rows) => `<rows>${rows.map(({ id }) => `<row id="${id}"/>`).join('')}</rows>`
