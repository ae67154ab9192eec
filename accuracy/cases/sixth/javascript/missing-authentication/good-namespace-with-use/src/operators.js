const Redis = require('ioredis');

const redis = new Redis(process.env.REDIS_URL);

module.exports = function operators(namespace) {
  namespace.on('connection', (socket) => {
    socket.on('assign', async ({ rideId, driverId }, reply) => {
      await redis.set(`ride:${rideId}:driver`, String(driverId), 'EX', 86400);
      namespace.emit('assigned', { rideId, driverId });
      reply({ ok: true });
    });

    socket.on('cancel', async ({ rideId }, reply) => {
      await redis.del(`ride:${rideId}:driver`);
      namespace.emit('cancelled', { rideId });
      reply({ ok: true });
    });
  });
};
