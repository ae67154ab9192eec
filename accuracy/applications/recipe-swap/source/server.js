const path = require('path');
const express = require('express');
const session = require('express-session');
const config = require('./config');
const { signedIn } = require('./guards');

const app = express();

app.set('view engine', 'ejs');
app.set('views', path.join(__dirname, 'views'));
app.disable('x-powered-by');

app.use(express.urlencoded({ extended: false }));
app.use(express.json());
app.use(express.static(path.join(__dirname, 'public')));
app.use(
  session({
    secret: config.sessionSecret,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: false, maxAge: 8 * 60 * 60 * 1000 },
  }),
);

app.use((req, res, next) => {
  res.locals.member = req.session.member || null;
  res.locals.labels = config.labels;
  next();
});

app.get('/', (req, res) => res.redirect('/recipes'));
app.use(require('./accounts'));
app.use('/recipes', require('./recipes'));
app.use('/photos', signedIn, require('./photos'));
app.use('/notes', signedIn, require('./notes'));
app.use('/profile', signedIn, require('./profile'));
app.use('/admin', signedIn, require('./admin'));
app.use('/api', require('./api'));

app.use((req, res) => {
  res.status(404).render('message', { title: 'Not found', text: 'There is no such page.' });
});

app.use((err, req, res, next) => {
  res.status(500).send('<pre>' + err.stack + '</pre>');
});

app.listen(config.port, () => console.log(`Recipe Swap on port ${config.port}`));
