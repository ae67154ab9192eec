import { DataTypes, Sequelize } from 'sequelize'

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false })

export const Listing = sequelize.define('Listing', {
  title: DataTypes.STRING,
  price: DataTypes.INTEGER,
  ownerId: DataTypes.INTEGER,
  featured: DataTypes.BOOLEAN,
})
