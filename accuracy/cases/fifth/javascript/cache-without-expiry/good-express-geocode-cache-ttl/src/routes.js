const router = require('express').Router()
const { remember } = require('./cache')
const { requireUser } = require('./middleware/auth')

async function lookUp(address) {
  const url = new URL('/v1/search', process.env.GEOCODER_URL)
  url.searchParams.set('q', address)
  const response = await fetch(url, { signal: AbortSignal.timeout(4000) })
  if (!response.ok) throw new Error(`geocoder answered ${response.status}`)
  const [first] = await response.json()
  return first ? { latitude: first.lat, longitude: first.lon } : null
}

router.get('/', requireUser, async (req, res, next) => {
  const address = String(req.query.address ?? '').trim().toLowerCase().slice(0, 200)
  if (!address) return res.sendStatus(422)
  try {
    const place = await remember(`geocode:${address}`, () => lookUp(address))
    return place ? res.json(place) : res.sendStatus(404)
  } catch (error) {
    return next(error)
  }
})

module.exports = router
