const jwt = require('jsonwebtoken');

module.exports = function handshake(socket, next) {
  try {
    const claims = jwt.verify(socket.handshake.auth.token, process.env.AUTH_PUBLIC_KEY, {
      algorithms: ['RS256'],
      audience: 'dispatch',
    });
    socket.data.userId = claims.sub;
    next();
  } catch {
    next(new Error('unauthenticated'));
  }
};
