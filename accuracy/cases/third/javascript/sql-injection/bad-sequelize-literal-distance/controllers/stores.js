const { Store, sequelize } = require('../models')

function coordinates(query) {
  const { lat, lng } = query
  if (!lat || !lng) return null
  return { lat, lng }
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
