const { DataTypes, Sequelize } = require('sequelize')

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false })

exports.Address = sequelize.define('Address', { userId: DataTypes.INTEGER, street: DataTypes.STRING, city: DataTypes.STRING })
