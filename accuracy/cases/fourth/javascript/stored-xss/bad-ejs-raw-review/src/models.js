const { DataTypes, Sequelize } = require('sequelize')

const sequelize = new Sequelize(process.env.DATABASE_URL)

const Review = sequelize.define('Review', {
  productId: DataTypes.INTEGER,
  userId: DataTypes.INTEGER,
  text: DataTypes.TEXT,
  stars: DataTypes.INTEGER,
})

module.exports = { Review, sequelize }
