const { Op } = require('sequelize')
const { Cottage, sequelize } = require('../models')

class CottageService {
  list({ beds, order }) {
    return Cottage.findAll({
      attributes: ['id', 'name', 'beds', 'weekly_cents'],
      where: { hidden: false, beds: { [Op.gte]: beds } },
      order: sequelize.literal(order),
      limit: 40,
    })
  }
}

module.exports = new CottageService()
