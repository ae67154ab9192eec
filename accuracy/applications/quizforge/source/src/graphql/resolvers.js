import { QueryTypes } from 'sequelize';
import { Player, Quiz, Score, sequelize } from '../models/index.js';

const score = (row) => ({
  points: row.points,
  player: (args, context) => context.players.load(row.playerId),
});

const quiz = (row) => ({
  id: row.id,
  title: row.title,
  topic: row.topic,
  author: () => Player.findByPk(row.authorId, { attributes: ['id', 'name', 'nickname'] }),
  scores: async () => (await Score.findAll({ where: { quizId: row.id }, limit: 20 })).map(score),
});

export const root = {
  async quiz({ id }) {
    const row = await Quiz.findByPk(id);
    return row && quiz(row);
  },

  async quizzes() {
    return (await Quiz.findAll()).map(quiz);
  },

  players({ name }) {
    return sequelize.query("SELECT id, name, nickname FROM players WHERE name LIKE '" + name + "%' LIMIT 20", { type: QueryTypes.SELECT });
  },

  leaders({ limit }) {
    return Player.findAll({ attributes: ['id', 'name', 'nickname'], order: [['coins', 'DESC']], limit: Math.min(Math.max(limit || 10, 1), 50) });
  },

  async renameQuiz({ id, title }, context) {
    const row = await Quiz.findOne({ where: { id, authorId: context.player?.sub ?? 0 } });
    if (!row) throw new Error('No such quiz.');
    return quiz(await row.update({ title }));
  },

  async deleteQuiz({ id }) {
    return (await Quiz.destroy({ where: { id } })) > 0;
  },
};
