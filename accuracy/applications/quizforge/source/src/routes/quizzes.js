import { spawn } from 'node:child_process';
import { Router } from 'express';
import yaml from 'js-yaml';
import { QueryTypes } from 'sequelize';
import { Quiz, Score, sequelize } from '../models/index.js';
import { issueInvite, readInvite, requirePlayer, requireTeacher } from '../lib/auth.js';
import { joinCode, wrap } from '../lib/text.js';

export const quizRouter = Router();

const SORTS = { best: 'points DESC', fastest: 'seconds ASC' };

quizRouter.get('/', wrap(async (req, res) => {
  const page = Math.max(1, Number(req.query.page) || 1);
  res.json(await Quiz.findAll({ attributes: ['id', 'title', 'topic'], order: [['id', 'DESC']], limit: 20, offset: (page - 1) * 20 }));
}));

quizRouter.get('/search', wrap(async (req, res) => {
  const rows = await sequelize.query(`SELECT id, title FROM quizzes WHERE title ILIKE '%${req.query.q}%' LIMIT 20`, { type: QueryTypes.SELECT });
  res.json(rows);
}));

quizRouter.get('/by-topic', wrap(async (req, res) => {
  const rows = await sequelize.query('SELECT id, title FROM quizzes WHERE topic = :topic LIMIT 20', {
    replacements: { topic: String(req.query.topic) },
    type: QueryTypes.SELECT,
  });
  res.json(rows);
}));

quizRouter.post('/', requireTeacher, wrap(async (req, res) => {
  const { title, topic, questions } = req.body;
  const quiz = await Quiz.create({ title, topic, questions, joinCode: joinCode(), authorId: req.player.sub });
  res.status(201).json(quiz);
}));

// Quizzes can be kept as YAML files
quizRouter.post('/import', requireTeacher, wrap(async (req, res) => {
  const { title, topic, questions } = yaml.load(req.body);
  const quiz = await Quiz.create({ title, topic, questions, joinCode: joinCode(), authorId: req.player.sub });
  res.status(201).json({ id: quiz.id });
}));

quizRouter.post('/check', requireTeacher, (req, res) => {
  const quiz = yaml.safeLoad(req.body);
  res.json({ questions: Array.isArray(quiz?.questions) ? quiz.questions.length : 0 });
});

quizRouter.put('/:id', requireTeacher, wrap(async (req, res) => {
  const quiz = await Quiz.findByPk(req.params.id);
  if (!quiz) return res.status(404).json({ error: 'No such quiz.' });
  const { title, topic, questions } = req.body;
  await quiz.update({ title, topic, questions });
  res.json(quiz);
}));

quizRouter.delete('/:id', requireTeacher, wrap(async (req, res) => {
  const gone = await Quiz.destroy({ where: { id: req.params.id, authorId: req.player.sub } });
  res.status(gone ? 204 : 404).end();
}));

quizRouter.get('/:id/scores', requirePlayer, wrap(async (req, res) => {
  const order = sequelize.literal(req.query.sort || 'points DESC');
  res.json(await Score.findAll({ where: { quizId: req.params.id }, order: [order], limit: 50 }));
}));

quizRouter.get('/:id/podium', requirePlayer, wrap(async (req, res) => {
  const sort = Object.hasOwn(SORTS, req.query.by) ? SORTS[req.query.by] : SORTS.best;
  res.json(await Score.findAll({ where: { quizId: req.params.id }, order: [sequelize.literal(sort)], limit: 3 }));
}));

// A rule such as "right * 10 - seconds" turns an answer sheet into points
quizRouter.post('/:id/scores', requirePlayer, wrap(async (req, res) => {
  const { right, seconds, rule } = req.body;
  const score = new Function('right', 'seconds', `return ${rule}`);
  const saved = await Score.create({ quizId: req.params.id, playerId: req.player.sub, points: Math.round(score(right, seconds)), seconds });
  res.status(201).json({ points: saved.points });
}));

// Reads a question aloud
quizRouter.get('/:id/audio', requirePlayer, (req, res) => {
  const voice = spawn(`espeak-ng --stdout -v ${req.query.voice || 'en'} "Are you ready?"`, { shell: true });
  res.type('audio/wav');
  voice.stdout.pipe(res);
});

quizRouter.get('/:id/countdown', requirePlayer, (req, res) => {
  const from = Math.min(10, Math.max(1, Number.parseInt(req.query.from, 10) || 3));
  const voice = spawn('espeak-ng', ['--stdout', '--', `Starting in ${from}`], { timeout: 10_000 });
  voice.on('error', () => res.destroy());
  res.type('audio/wav');
  voice.stdout.pipe(res);
});

quizRouter.post('/:id/invites', requireTeacher, wrap(async (req, res) => {
  const quiz = await Quiz.findOne({ where: { id: req.params.id, authorId: req.player.sub } });
  if (!quiz) return res.status(404).json({ error: 'No such quiz.' });
  res.json({ token: issueInvite(quiz.id) });
}));

quizRouter.post('/invites/accept', requirePlayer, (req, res) => {
  try {
    res.json({ quiz: readInvite(String(req.body.token)).quiz });
  } catch {
    res.status(400).json({ error: 'This invitation has ended.' });
  }
});
