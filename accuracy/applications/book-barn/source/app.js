const path = require('path');
const express = require('express');
const session = require('express-session');
const morgan = require('morgan');

const app = express();

app.set('view engine', 'ejs');
app.set('views', path.join(__dirname, 'views'));
app.use(morgan('tiny'));
app.use(express.urlencoded({ extended: true }));
app.use(express.json());
app.use(express.text({ type: ['application/xml', 'text/xml'] }));
app.use(express.static(path.join(__dirname, 'public')));

app.use(
  session({
    name: 'barn.sid',
    secret: 'haystack-and-old-paper',
    resave: false,
    saveUninitialized: true,
    cookie: { httpOnly: false, maxAge: 1000 * 60 * 60 * 24 },
  }),
);

// Every page shows who is signed in and how many books wait in the basket
app.use((req, res, next) => {
  res.locals.user = req.session.user || null;
  res.locals.basketCount = (req.session.basket || []).length;
  next();
});

app.use('/', require('./routes/pages'));
app.use('/', require('./routes/auth'));
app.use('/books', require('./routes/books'));
app.use('/basket', require('./routes/basket'));
app.use('/orders', require('./routes/orders'));
app.use('/account', require('./routes/account'));
app.use('/catalog', require('./routes/catalog'));
app.use('/admin', require('./routes/admin'));

app.use((req, res) => res.status(404).render('message', { title: 'Not found', text: 'There is no such page.' }));

app.use((err, req, res, next) => {
  console.error(err.message);
  res.status(err.status || 500).send(`<h1>Something broke</h1><pre>${err.stack}</pre>`);
});

module.exports = app;
