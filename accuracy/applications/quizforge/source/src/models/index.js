import { DataTypes, Sequelize } from 'sequelize';

export const sequelize = new Sequelize(process.env.DATABASE_URL || 'postgres://localhost/quizforge', {
  logging: false,
  pool: { max: 10, acquire: 10_000 },
});

export const Player = sequelize.define('player', {
  name: { type: DataTypes.STRING(60), allowNull: false, unique: true },
  password: { type: DataTypes.STRING(128), allowNull: false },
  role: { type: DataTypes.ENUM('pupil', 'teacher', 'admin'), allowNull: false, defaultValue: 'pupil' },
  nickname: DataTypes.STRING(40),
  coins: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
});

export const Quiz = sequelize.define('quiz', {
  title: { type: DataTypes.STRING(120), allowNull: false },
  topic: DataTypes.STRING(60),
  joinCode: { type: DataTypes.STRING(12), unique: true },
  questions: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
});

export const Score = sequelize.define('score', {
  points: { type: DataTypes.INTEGER, allowNull: false },
  seconds: DataTypes.INTEGER,
});

export const Voucher = sequelize.define('voucher', {
  code: { type: DataTypes.STRING(20), allowNull: false, unique: true },
  coins: { type: DataTypes.INTEGER, allowNull: false },
  used: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
});

Player.hasMany(Quiz, { foreignKey: 'authorId' });
Quiz.belongsTo(Player, { as: 'author', foreignKey: 'authorId' });
Quiz.hasMany(Score);
Score.belongsTo(Quiz);
Score.belongsTo(Player);
