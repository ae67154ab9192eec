const jwt = require('jsonwebtoken')

function identityOf(token) {
  const claims = jwt.decode(token)
  if (!claims || claims.exp * 1000 < Date.now()) throw new Error('token has ended')
  return { id: claims.sub, rooms: claims.rooms ?? [] }
}

module.exports = { identityOf }
