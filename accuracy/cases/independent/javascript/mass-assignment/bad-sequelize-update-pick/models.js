const { DataTypes, Sequelize } = require('sequelize')

const sequelize = new Sequelize(process.env.DATABASE_URL)
exports.Account = sequelize.define('Account', {
  nickname: DataTypes.STRING,
  language: DataTypes.STRING,
  balance: DataTypes.INTEGER,
  isStaff: DataTypes.BOOLEAN,
})
