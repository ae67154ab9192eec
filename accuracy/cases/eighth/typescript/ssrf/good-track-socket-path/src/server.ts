import { WebSocketServer, type RawData } from 'ws'

const BASE = 'https://tracking.internal.example/parcels/'
const server = new WebSocketServer({ port: 3000, maxPayload: 2048 })

interface Question {
  parcel: string
}

function addressOf(question: Question): URL {
  const { parcel } = question
  return new URL(encodeURIComponent(parcel).replaceAll('.', '-'), BASE)
}

async function answer(data: RawData): Promise<string> {
  const question = JSON.parse(data.toString()) as Question
  const response = await fetch(addressOf(question), { redirect: 'error', signal: AbortSignal.timeout(5000) })
  return await response.text()
}

server.on('connection', (socket) => {
  socket.on('error', () => socket.terminate())
  socket.on('message', (data) => {
    answer(data).then(
      (text) => socket.send(text),
      () => socket.send('unknown parcel'),
    )
  })
})
