const { DataTypes, Sequelize } = require('sequelize')

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false })

const User = sequelize.define('user', {
  email: { type: DataTypes.STRING, unique: true, allowNull: false },
  passwordHash: { type: DataTypes.STRING, allowNull: false },
  role: { type: DataTypes.ENUM('admin', 'editor'), defaultValue: 'editor' },
  mustChange: { type: DataTypes.BOOLEAN, defaultValue: false },
})

module.exports = { sequelize, User }
