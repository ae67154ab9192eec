const fs = require('node:fs')
const { DOMParser } = require('@xmldom/xmldom')
const xpath = require('xpath')

class Timetable {
  constructor(file) {
    this.document = new DOMParser().parseFromString(fs.readFileSync(file, 'utf8'), 'text/xml')
  }

  lessons(room) {
    return xpath.select(`//lesson[@published="yes" and @room="${room}"]`, this.document).map(asLesson)
  }
}

const asLesson = (node) => ({
  subject: node.getAttribute('subject'),
  teacher: node.getAttribute('teacher'),
  starts: node.getAttribute('starts'),
})

module.exports = { Timetable }
