const { Op } = require('sequelize')
const { Cottage } = require('../models')

const COLUMNS = ['name', 'beds', 'weekly_cents']

class CottageService {
  list({ beds, order }) {
    return Cottage.findAll({
      attributes: ['id', 'name', 'beds', 'weekly_cents'],
      where: { hidden: false, beds: { [Op.gte]: beds } },
      order: [this.pairOf(order)],
      limit: 40,
    })
  }

  pairOf(order) {
    const [column, direction] = order.split(' ')
    return [COLUMNS.includes(column) ? column : 'name', direction === 'desc' ? 'DESC' : 'ASC']
  }
}

module.exports = new CottageService()
