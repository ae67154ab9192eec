const express = require('express');
const { Answer } = require('./models');
const errors = require('./errors');
const { requireUser } = require('./auth');

const app = express();
app.use(express.json({ limit: '20kb' }));
app.use(requireUser);

app.post('/surveys/:surveyId/answers', async (req, res) => {
  const surveyId = Number(req.params.surveyId);
  if (!Number.isInteger(surveyId)) throw Object.assign(new Error('bad survey'), { status: 422 });
  const answer = await Answer.create({
    surveyId,
    userId: req.user.id,
    text: String(req.body.text ?? '').slice(0, 2000),
  });
  res.status(201).json({ id: answer.id });
});

errors.install(app);

module.exports = app;
