const auctions = require('./auctions')

module.exports = (io, socket) => {
  const { userId } = socket.data

  socket.on('auction:follow', ({ id }) => socket.join(`auction:${Number(id)}`))

  socket.on('auction:bid', async ({ id, cents }, done) => {
    if (!Number.isInteger(cents) || cents <= 0) return done({ error: 'not an amount' })
    const changed = await auctions.bid(Number(id), userId, cents)
    if (changed) io.to(`auction:${Number(id)}`).emit('auction:bid', { id, cents })
    done({ accepted: changed > 0 })
  })

  socket.on('auction:end', async ({ id }, done) => {
    const [ended] = await auctions.end(Number(id), userId)
    if (!ended) return done({ error: 'no such auction' })
    io.to(`auction:${ended.id}`).emit('auction:ended', ended)
    done({ ended: true })
  })
}
