const yaml = require('js-yaml');
const jsTypes = require('js-yaml-js-types');

// pipelines use !!js/regexp in their filters
const schema = yaml.DEFAULT_SCHEMA.extend(jsTypes.all);

class Document {
  constructor(text) {
    this.text = text;
  }

  parse() {
    return yaml.load(this.text, { schema, filename: 'pipeline.yml' });
  }
}

module.exports = { Document };
