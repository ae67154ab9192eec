import type { Case } from './python-cases.ts'

const MODELS = `import markdown, nh3\nfrom django.contrib import admin\nfrom django.db import models\nfrom django.utils.html import format_html\nfrom django.utils.safestring import mark_safe\n`
const row = (method: string, more = ''): string =>
  `${MODELS}class Event(models.Model):\n    body = models.TextField()\n    kind = models.CharField(max_length=9, choices=[('a', 'A')])\n    count = models.IntegerField()\n${more}    @property\n    def html(self):\n        return ${method}\n`
const one = (name: string, kinds: Case['kinds'], text: string): Case => ({ name, kinds, files: { 'models.py': text } })
const archive = (source: string, filter: string): string =>
  `import tarfile\ndef unpack(theme):\n    with tarfile.open(${source}) as archive:\n        archive.extractall('/srv', members=archive.getmembers(), filter='${filter}')\n`

/** Rows that make markup of what they hold, and archives that were stored. */
export const RECORD_CASES: readonly Case[] = [
  one('a text of a row', ['stored-xss'], row('mark_safe(self.body)')),
  one('a text of a row as Markdown', ['stored-xss'], row('mark_safe(markdown.markdown(self.body))')),
  one('a cleaned text', [], row('mark_safe(nh3.clean(markdown.markdown(self.body)))')),
  one('an escaped text', [], row("format_html('<b>{}</b>', self.body)")),
  one('a number and a choice', [], row("mark_safe(f'<b>{self.count}</b>{self.kind}')")),
  one(
    'a text that is cleaned before it is stored',
    [],
    row(
      'mark_safe(self.body)',
      '    def save(self, *args, **kwargs):\n        self.body = nh3.clean(self.body)\n        super().save(*args, **kwargs)\n',
    ),
  ),
  one(
    'a column of the administration',
    ['stored-xss'],
    `${MODELS}class EventAdmin(admin.ModelAdmin):\n    def show(self, event):\n        return mark_safe('<b>' + event.body + '</b>')\n`,
  ),
  one('an archive that is trusted with everything', ['path-traversal'], archive('fileobj=theme.file', 'fully_trusted')),
  one('an archive of data', [], archive('fileobj=theme.file', 'data')),
  one('an archive of our own', [], archive("'assets.tgz'", 'fully_trusted')),
]
