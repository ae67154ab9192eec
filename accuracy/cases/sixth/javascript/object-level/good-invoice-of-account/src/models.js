const { Sequelize, DataTypes } = require('sequelize');

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false });

const Invoice = sequelize.define('invoice', {
  number: { type: DataTypes.STRING, allowNull: false },
  accountId: { type: DataTypes.STRING, allowNull: false },
  total: { type: DataTypes.DECIMAL(12, 2), allowNull: false },
  note: DataTypes.TEXT,
});

module.exports = { sequelize, Invoice };
