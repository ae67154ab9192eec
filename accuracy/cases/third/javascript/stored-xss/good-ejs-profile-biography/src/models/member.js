const { DataTypes } = require('sequelize')
const { sequelize } = require('../sequelize')

exports.Member = sequelize.define('Member', {
  name: { type: DataTypes.STRING(80), allowNull: false },
  slug: { type: DataTypes.STRING(80), unique: true },
  bio: { type: DataTypes.TEXT },
})
