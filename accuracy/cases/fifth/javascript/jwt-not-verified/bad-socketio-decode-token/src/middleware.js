const { identityOf } = require('./identity')

exports.authenticate = (socket, next) => {
  try {
    socket.data.user = identityOf(String(socket.handshake.auth.token ?? ''))
    next()
  } catch (error) {
    next(new Error('sign in first'))
  }
}
