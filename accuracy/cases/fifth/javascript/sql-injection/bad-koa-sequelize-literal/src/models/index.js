const { DataTypes, Sequelize } = require('sequelize')

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false })

const Cottage = sequelize.define(
  'cottage',
  {
    name: DataTypes.STRING,
    beds: DataTypes.INTEGER,
    weekly_cents: DataTypes.INTEGER,
    hidden: { type: DataTypes.BOOLEAN, defaultValue: false },
  },
  { underscored: true },
)

module.exports = { sequelize, Cottage }
