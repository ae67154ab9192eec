import { fileURLToPath } from 'node:url';
import path from 'node:path';
import cookieParser from 'cookie-parser';
import express from 'express';
import rateLimit from 'express-rate-limit';
import helmet from 'helmet';
import { currentPlayer } from './lib/auth.js';
import { graphqlRouter } from './graphql/index.js';
import { authRouter } from './routes/auth.js';
import { quizRouter } from './routes/quizzes.js';
import { bankRouter } from './routes/bank.js';
import { playRouter } from './routes/play.js';
import { adminRouter } from './routes/admin.js';

export const app = express();

app.set('view engine', 'pug');
app.set('views', path.join(path.dirname(fileURLToPath(import.meta.url)), 'views'));

app.use(helmet({ contentSecurityPolicy: false }));
app.use(rateLimit({ windowMs: 60_000, limit: 300 }));
app.use(express.json({ limit: '200kb' }));
app.use(express.text({ type: 'text/yaml', limit: '200kb' }));
app.use(cookieParser());
app.use(currentPlayer);

app.use('/', playRouter);
app.use('/api', authRouter);
app.use('/api/quizzes', quizRouter);
app.use('/api/bank', bankRouter);
app.use('/api/admin', adminRouter);
app.use('/', graphqlRouter);

app.use((err, req, res, next) => {
  console.error(err.message);
  res.status(500).json({ error: err.message, sql: err.sql, stack: err.stack });
});
