module.exports = (io, messages) => {
  io.on('connection', (socket) => {
    const { user } = socket.data
    for (const room of user.rooms) socket.join(room)

    socket.on('message', async ({ room, text }, done) => {
      if (!user.rooms.includes(room)) return done?.({ error: 'not your room' })
      try {
        const message = await messages.add(room, user.id, String(text).slice(0, 2000))
        io.to(room).emit('message', message)
        done?.({ id: message.id })
      } catch (error) {
        console.error(error)
        done?.({ error: 'not sent' })
      }
    })
  })
}
