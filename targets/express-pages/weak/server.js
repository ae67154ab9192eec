'use strict';

const app = require('./app');
const config = require('./config');

app.listen(config.port, config.host, function () {
  console.log('evening school on http://' + config.host + ':' + config.port);
});
