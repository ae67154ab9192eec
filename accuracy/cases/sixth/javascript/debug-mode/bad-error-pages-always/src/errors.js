const errorhandler = require('errorhandler');

function install(app) {
  app.use(errorhandler({ log: true }));
}

module.exports = { install };
