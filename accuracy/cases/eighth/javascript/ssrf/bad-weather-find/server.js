import express from 'express'

const app = express()
const STANDARD = 'https://weather.example.com/today'

app.get('/weather', async (req, res) => {
  const sources = [
    { name: 'standard', address: STANDARD },
    { name: 'own', address: String(req.query.source ?? STANDARD) },
    { name: 'backup', address: 'https://weather-backup.example.com/today' },
  ]

  const source = sources.find((entry) => entry.name === 'own')

  try {
    const answer = await fetch(source.address, { signal: AbortSignal.timeout(5000), redirect: 'error' })
    const { temperature } = await answer.json()
    res.json({ temperature: Number(temperature) })
  } catch {
    res.status(502).json({ error: 'no weather today' })
  }
})

app.listen(3000)
