const { Store, sequelize } = require('../models')

function coordinates(query) {
  const { lat, lng } = query
  const point = { lat: Number.parseFloat(lat), lng: Number.parseFloat(lng) }
  if (!Number.isFinite(point.lat) || !Number.isFinite(point.lng)) return null
  return point
}

exports.nearby = async (req, res, next) => {
  try {
    const point = coordinates(req.query)
    if (!point) return res.status(400).json({ error: 'lat and lng are required' })
    const distance = sequelize.literal(`ST_Distance(location, ST_MakePoint(${point.lng}, ${point.lat})::geography)`)
    const stores = await Store.findAll({
      attributes: ['id', 'name', [distance, 'distance']],
      order: [[distance, 'ASC']],
      limit: 10,
    })
    res.json(stores)
  } catch (error) {
    next(error)
  }
}
