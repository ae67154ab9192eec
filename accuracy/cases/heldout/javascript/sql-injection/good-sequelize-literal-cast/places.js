const { Sequelize, DataTypes } = require('sequelize')

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false })
const Place = sequelize.define('Place', { name: DataTypes.STRING, distance: DataTypes.FLOAT })

function within(radius) {
  return Place.findAll({ where: Sequelize.literal('distance <= ' + radius), limit: 40 })
}

module.exports = { within }
