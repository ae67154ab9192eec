import type { Case } from './python-cases.ts'

const MODELS = `import bleach
import markdown
from django.db import models
from django.utils.functional import cached_property
from django.utils.html import escape, linebreaks
class Recipe(models.Model):
    text = models.TextField()
    notes = models.TextField()
    source_url = models.CharField(max_length=200)
    shop_url = models.URLField()
    @property
    def as_html(self):
        return linebreaks(escape(self.text))
    @cached_property
    def as_markdown(self):
        return markdown.markdown(self.text)
    def shown(self):
        return bleach.clean(self.text, tags=['p'])
    def save(self, *args, **kwargs):
        self.notes = bleach.clean(self.notes)
        super().save(*args, **kwargs)
`
const VIEW = `from django.shortcuts import get_object_or_404, render
from django.urls import path
from .models import Recipe
def show(request, pk):
    return render(request, 'food/show.html', {'recipe': get_object_or_404(Recipe, pk=pk), 'others': Recipe.objects.all()[:9]})
urlpatterns = [path('r/<int:pk>', show)]
`

/** Rows that a template of Django writes: their fields, what their properties make of them, and addresses in links. */
export const ROW_TEMPLATE_CASES: readonly Case[] = (
  [
    ['a property that escapes', [], '{{ recipe.as_html|safe }}'],
    ['the same of a row of a list', [], '{% for one in others %}{{ one.as_html|safe }}{% endfor %}'],
    ['a property that keeps markup', ['stored-xss'], '{{ recipe.as_markdown|safe }}'],
    ['a method that cleans', [], '{{ recipe.shown|safe }}'],
    ['a field that is cleaned when it is saved', [], '{{ recipe.notes|safe }}'],
    ['a field as it was stored', ['stored-xss'], '{% autoescape off %}{{ recipe.text }}{% endautoescape %}'],
    ['a field as it was stored, escaped', [], '{{ recipe.text }}'],
    ['a text that a link leads to', ['stored-xss'], '<a class="x" href="{{ recipe.source_url }}">x</a>'],
    ['a text in a condition that a link leads to', ['stored-xss'], "<a href='{% if recipe %}{{ recipe.source_url }}{% endif %}'>x</a>"],
    ['a text that a form is sent to', ['stored-xss'], '<form method="post" action={{ recipe.source_url }}></form>'],
    ['a text behind a scheme of the page', [], '<a href="https://{{ recipe.source_url }}">x</a>'],
    ['a picture, which runs nothing', [], '<img src="{{ recipe.source_url }}">'],
    ['an address that is checked when it is saved', [], '<a href="{{ recipe.shop_url }}">x</a>'],
    ['a text that names no address', [], '<a href="{{ recipe.text }}">x</a>'],
    ['an address in an attribute that leads nowhere', [], '<a href="/" title="{{ recipe.source_url }}">x</a>'],
  ] as const
).map(([name, kinds, template]) => ({
  name: `django rows: ${name}`,
  kinds,
  files: { 'food/models.py': MODELS, 'food/views.py': VIEW, 'food/templates/food/show.html': template },
}))
