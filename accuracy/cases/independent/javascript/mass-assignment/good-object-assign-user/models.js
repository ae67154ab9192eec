const { DataTypes, Sequelize } = require('sequelize')

const sequelize = new Sequelize(process.env.DATABASE_URL)
exports.User = sequelize.define('User', {
  name: DataTypes.STRING,
  city: DataTypes.STRING,
  language: DataTypes.STRING,
  role: { type: DataTypes.STRING, defaultValue: 'member' },
})
