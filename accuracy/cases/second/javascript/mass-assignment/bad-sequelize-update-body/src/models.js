const { DataTypes, Sequelize } = require('sequelize')

const sequelize = new Sequelize(process.env.DATABASE_URL)

exports.Customer = sequelize.define('Customer', {
  name: DataTypes.STRING,
  phone: DataTypes.STRING,
  discount: { type: DataTypes.INTEGER, defaultValue: 0 },
  verified: { type: DataTypes.BOOLEAN, defaultValue: false },
})
