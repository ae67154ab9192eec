const express = require('express');
const session = require('express-session');
const rateLimit = require('express-rate-limit');
const { RedisStore } = require('connect-redis');
const Redis = require('ioredis');
const accounts = require('./accounts');
const { returnTo } = require('./return-to');

const app = express();
app.set('trust proxy', 1);
app.use(express.urlencoded({ extended: false }));
app.use(
  session({
    store: new RedisStore({ client: new Redis(process.env.REDIS_URL), ttl: 3600 }),
    secret: process.env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, secure: true, sameSite: 'lax' },
  }),
);

app.post('/login', rateLimit({ windowMs: 60_000, limit: 5 }), async (req, res, next) => {
  const id = await accounts.authenticate(String(req.body.email), String(req.body.password));
  if (!id) return res.status(401).send('Wrong email or password');
  req.session.regenerate((err) => {
    if (err) return next(err);
    req.session.accountId = id;
    res.redirect(303, returnTo(req.query.next));
  });
});

module.exports = app;
