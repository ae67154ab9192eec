import { describe, expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const MODELS = `from django.conf import settings
from django.db import models
class Stall(models.Model):
    tenant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    rent = models.IntegerField(default=30)
    name = models.TextField()
class Fair(models.Model):
    name = models.TextField()
`
const FORM = (fields: string, more = '', model = 'Stall'): string =>
  `from django import forms\nfrom .models import Fair, Stall\nclass StallForm(forms.ModelForm):\n    class Meta:\n        model = ${model}\n        fields = ${fields}\n${more}`
const VIEWS = (body: string, bases = 'LoginRequiredMixin, CreateView'): string =>
  `from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin\nfrom django.views.generic import CreateView, ListView\nfrom .forms import StallForm\nfrom .models import Stall\nclass New(${bases}):\n    form_class = StallForm\n    template_name = 'x.html'\n${body}\nclass Mine(LoginRequiredMixin, ListView):\n    paginate_by = 9\n    def get_queryset(self):\n        return Stall.objects.filter(tenant=self.request.user)\n`
const URLS = `from django.urls import path\nfrom . import views\nurlpatterns = [path('stalls/new/', views.New.as_view()), path('stalls/', views.Mine.as_view())]\n`

async function told(form: string, views: string): Promise<readonly string[]> {
  const files = { 'fair/models.py': MODELS, 'fair/forms.py': form, 'fair/views.py': views, 'fair/urls.py': URLS }
  const { patterns } = await analysisOf(files)
  return patterns
    .filter(({ kind }) => kind === 'mass-assignment-pattern')
    .map(({ place, message }) => `${place.file}:${place.line} ${message}`)
}

describe('forms of all fields', () => {
  it.each([
    [
      'whose owner the body sets',
      FORM("'__all__'"),
      VIEWS(''),
      [expect.stringMatching(/^fair\/forms\.py:6 StallForm lets the body set tenant/)],
    ],
    [
      'whose owner the view sets',
      FORM("'__all__'"),
      VIEWS('    def form_valid(self, form):\n        form.instance.tenant = self.request.user\n        return super().form_valid(form)\n'),
      [],
    ],
    ['of listed fields', FORM("['name']"), VIEWS(''), []],
    ['over rows of nobody', FORM("'__all__'", '', 'Fair'), VIEWS(''), []],
    [
      'that hides the owner',
      FORM(
        "'__all__'",
        "    def __init__(self, *args, **kwargs):\n        super().__init__(*args, **kwargs)\n        self.fields.pop('tenant')\n",
      ),
      VIEWS(''),
      [],
    ],
    ['for who has a permission', FORM("'__all__'"), VIEWS('', 'PermissionRequiredMixin, CreateView'), []],
  ])('%s', async (_name, form, views, messages) => {
    expect(await told(form, views)).toEqual(messages)
  })
})

it('tells where a view of Django gets its address', async () => {
  const { routes } = await analysisOf({
    'fair/views.py': "from django.http import HttpResponse\ndef home(request):\n    return HttpResponse('ok')\n",
    'fair/urls.py': "from django.urls import path\nfrom . import views\nurlpatterns = [\n    path('home/', views.home),\n]\n",
  })
  expect(routes).toMatchObject([{ place: { file: 'fair/views.py', line: 2 }, registered: { file: 'fair/urls.py', line: 4 } }])
})

const SHELF = (fields: string): string =>
  `from django.conf import settings\nfrom django.db import models\nclass Scan(models.Model):\n    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)\n    ${fields}\n`
const MEDIA = (before: string): string =>
  `from django.conf import settings\nfrom django.urls import path\nfrom django.views.static import serve\nfrom . import views\nurlpatterns = [path('mine/', views.mine)]\n${before}urlpatterns += [path('media/<path:path>', serve, {'document_root': settings.MEDIA_ROOT})]\n`
const MINE = `from django.contrib.auth.decorators import login_required\nfrom django.http import HttpResponse\n@login_required\ndef mine(request):\n    return HttpResponse('ok')\n`

describe('media that are served to anybody', () => {
  it.each([
    ['files of accounts', SHELF("body = models.FileField(upload_to='scans')"), MEDIA(''), ['desk/urls.py:6']],
    ['on the machine of a developer', SHELF("body = models.FileField(upload_to='scans')"), MEDIA('if settings.DEBUG:\n    '), []],
    ['pictures of people', SHELF("face = models.ImageField(upload_to='faces')"), MEDIA(''), []],
  ])('%s', async (_name, models, urls, places) => {
    const { patterns } = await analysisOf({ 'desk/models.py': models, 'desk/urls.py': urls, 'desk/views.py': MINE })
    expect(patterns.filter(({ kind }) => kind === 'open-files').map(({ place }) => `${place.file}:${place.line}`)).toEqual(places)
  })
})

const MIXIN = `from django.contrib.auth.mixins import AccessMixin
from django.views.generic import UpdateView
from .forms import PersonForm
from .models import Person
RIGHTS = {'director': frozenset({'people.write'})}
def may(person, capability):
    return person.is_authenticated and capability in RIGHTS.get(person.role, frozenset())
class Needs(AccessMixin):
    capability = ''
    def dispatch(self, request, *args, **kwargs):
        if not may(request.user, self.capability):
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)
class Edit(BASES):
    capability = 'people.write'
    model = Person
    form_class = PersonForm
`

it.each([
  ['a view that everybody may use', 'UpdateView', true],
  ['a view behind a mixin that asks for a right', 'Needs, UpdateView', false],
])('a form that sets rights, in %s', async (_name, bases, isTold) => {
  const { patterns } = await analysisOf({
    'manage.py': '',
    'fair/__init__.py': '',
    'fair/settings.py': "ROOT_URLCONF = 'fair.urls'\n",
    'fair/models.py': 'from django.db import models\nclass Person(models.Model):\n    role = models.TextField()\n',
    'fair/forms.py':
      'from django import forms\nfrom .models import Person\nclass PersonForm(forms.ModelForm):\n    class Meta:\n        model = Person\n        fields = ["role"]\n',
    'fair/views.py': MIXIN.replace('BASES', bases),
    'fair/urls.py': "from django.urls import path\nfrom . import views\nurlpatterns = [path('people/<int:pk>/', views.Edit.as_view())]\n",
  })
  expect(patterns.some(({ kind }) => kind === 'mass-assignment-pattern')).toBe(isTold)
})
