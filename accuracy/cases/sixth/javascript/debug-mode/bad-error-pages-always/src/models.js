const { DataTypes, Sequelize } = require('sequelize');

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false });

exports.Answer = sequelize.define('answer', {
  surveyId: { type: DataTypes.INTEGER, allowNull: false },
  userId: { type: DataTypes.STRING, allowNull: false },
  text: { type: DataTypes.STRING(2000), allowNull: false },
});
