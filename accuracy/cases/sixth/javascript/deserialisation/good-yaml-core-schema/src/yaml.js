const yaml = require('js-yaml');

const schema = yaml.CORE_SCHEMA;

class Document {
  constructor(text) {
    this.text = text;
  }

  parse() {
    return yaml.load(this.text, { schema, filename: 'pipeline.yml' });
  }
}

module.exports = { Document };
