import cookieParser from 'cookie-parser';
import express from 'express';
import { authenticate } from './middleware/auth.ts';
import { cors, pageHeaders, security } from './middleware/headers.ts';
import { handleError, notFound } from './middleware/errors.ts';
import { generalLimit } from './middleware/limits.ts';
import { requestLog } from './middleware/requestLog.ts';
import { accountRoutes } from './routes/accounts.ts';
import { adminRoutes } from './routes/admin.ts';
import { billingRoutes } from './routes/billing.ts';
import { contentRoutes } from './routes/content.ts';
import { exportRoutes } from './routes/exports.ts';
import { integrationRoutes } from './routes/integrations.ts';
import { organisationRoutes } from './routes/organisations.ts';
import { openRoutes, pageRoutes } from './routes/open.ts';
import { ticketRoutes } from './routes/tickets.ts';

export const app = express();
app.disable('x-powered-by');
app.set('trust proxy', false);

app.use(requestLog);
app.use(security);
app.use(cors);
app.use(generalLimit);
app.use(express.json({
  limit: '200kb',
  verify: (req: any, _res, buffer) => {
    if (req.url.startsWith('/hooks/')) req.rawBody = buffer;
  },
}));
app.use(express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 50 }));
app.use(cookieParser());

app.use(pageHeaders, pageRoutes);
app.use('/api', (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
});
app.use('/api', openRoutes);
app.use('/api', authenticate);
app.use('/api', accountRoutes);
app.use('/api', organisationRoutes);
app.use('/api/tickets', ticketRoutes);
app.use('/api', contentRoutes);
app.use('/api', integrationRoutes);
app.use('/api/exports', exportRoutes);
app.use('/api', billingRoutes);
app.use('/api/admin', adminRoutes);

app.use(notFound);
app.use(handleError);
