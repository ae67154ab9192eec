const path = require('path');

module.exports = {
  port: Number(process.env.PORT || 3000),
  databaseFile: process.env.DATABASE_FILE || path.join(__dirname, 'recipes.sqlite'),
  sessionSecret: 'our-neighbourhood-kitchen-2023',
  photoFolder: path.join(__dirname, 'photos'),
  cardFolder: path.join(__dirname, 'cards'),
  logFile: path.join(__dirname, 'activity.log'),
  unitService: 'https://units.kitchen-data.example/v1/convert',
  // Texts of the sign-up form, shown by views/signup.ejs
  labels: {
    name: 'Your name',
    email: 'E-mail address',
    password: 'Choose a password',
  },
};
