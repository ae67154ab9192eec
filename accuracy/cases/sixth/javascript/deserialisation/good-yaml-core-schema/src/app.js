const express = require('express');
const { importPipeline } = require('./pipelines/import');
const { requireUser } = require('./auth');

const app = express();

app.post(
  '/pipelines/import',
  requireUser,
  express.text({ type: ['application/yaml', 'text/yaml'], limit: '64kb' }),
  async (req, res) => {
    const id = await importPipeline(req.user.accountId, req.body);
    res.status(201).json({ id });
  },
);

module.exports = app;
