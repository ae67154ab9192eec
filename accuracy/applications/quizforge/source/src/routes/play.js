import { Router } from 'express';
import pug from 'pug';
import { Player, Quiz } from '../models/index.js';
import { requireTeacher } from '../lib/auth.js';
import { escapeHtml, shuffle, wrap } from '../lib/text.js';

export const playRouter = Router();

playRouter.get('/', wrap(async (req, res) => {
  const quizzes = await Quiz.findAll({ attributes: ['id', 'title'], order: [['id', 'DESC']], limit: 10 });
  res.render('home', { quizzes, player: req.player });
}));

playRouter.get('/join', wrap(async (req, res) => {
  const quiz = await Quiz.findOne({ where: { joinCode: String(req.query.code || '') } });
  if (!quiz) return res.status(404).send('<p>No quiz has this code.</p>');
  res.redirect(`/play/${quiz.id}`);
}));

playRouter.get('/play/:id', wrap(async (req, res) => {
  const quiz = await Quiz.findByPk(req.params.id);
  if (!quiz) return res.status(404).send('<p>This quiz is over.</p>');
  const questions = shuffle(quiz.questions).map(({ text, options }) => ({ text, options }));
  res.render('play', { quiz, questions });
}));

// A badge to put on the door of the classroom
playRouter.get('/badge', (req, res) => {
  res.send(`<h1 class="badge">Well done, ${req.query.name}!</h1>`);
});

playRouter.get('/banner', (req, res) => {
  res.send(`<h2 class="banner">${escapeHtml(req.query.text || 'Quiz day')}</h2>`);
});

// After the game the pupils go back to where they came from
playRouter.get('/leave', (req, res) => {
  res.writeHead(302, { Location: req.query.to || '/' });
  res.end();
});

// Teachers design their own certificate
playRouter.post('/certificates/preview', requireTeacher, (req, res) => {
  const certificate = pug.compile(req.body.template);
  res.send(certificate({ name: 'A pupil', points: 100 }));
});

playRouter.get('/certificates/:player', requireTeacher, wrap(async (req, res) => {
  const player = await Player.findByPk(req.params.player, { attributes: ['name', 'coins'] });
  if (!player) return res.status(404).send('<p>Nobody.</p>');
  res.render('certificate', { name: player.name, points: player.coins });
}));
