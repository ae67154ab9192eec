const { DataTypes } = require('sequelize')
const { sequelize } = require('../db')

module.exports = sequelize.define('User', {
  name: DataTypes.STRING,
  bio: DataTypes.TEXT,
  role: { type: DataTypes.STRING, defaultValue: 'member' },
  passwordHash: DataTypes.STRING,
})
