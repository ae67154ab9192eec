exports.clients = [
  { id: 'north', key: process.env.NORTH_KEY, callback: 'https://north.example/hooks' },
  { id: 'south', key: process.env.SOUTH_KEY, callback: 'https://south.example/hooks' },
]
