export default async function devices(app) {
  app.post('/devices/:serial/reboot', async (request, reply) => {
    await app.fleet.reboot(request.params.serial)
    return reply.code(202).send()
  })

  app.put('/devices/:serial/firmware', async (request, reply) => {
    await app.fleet.setFirmware(request.params.serial, String(request.body.version))
    return reply.code(202).send()
  })
}
