const Hapi = require('@hapi/hapi');
const Jwt = require('@hapi/jwt');
const routes = require('./routes');

async function start() {
  const server = Hapi.server({ port: 3000 });
  await server.register(Jwt);
  server.auth.strategy('guest', 'jwt', {
    keys: { key: process.env.JWT_SECRET, algorithms: ['HS256'] },
    verify: { aud: 'bookings', iss: 'https://id.example.com', sub: false, exp: true },
    validate: ({ decoded }) => ({ isValid: true, credentials: { guestId: decoded.payload.sub } }),
  });
  server.auth.default('guest');
  server.route(routes);
  await server.start();
}

start();
