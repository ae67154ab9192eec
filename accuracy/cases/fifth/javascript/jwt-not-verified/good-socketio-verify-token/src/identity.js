const jwt = require('jsonwebtoken')

function identityOf(token) {
  const claims = jwt.verify(token, process.env.JWT_KEY, { algorithms: ['HS256'] })
  if (!claims.exp) throw new Error('token has no end')
  return { id: claims.sub, rooms: claims.rooms ?? [] }
}

module.exports = { identityOf }
