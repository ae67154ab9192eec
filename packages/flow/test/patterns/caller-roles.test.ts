import { describe, expect, it } from 'vitest'
import type { PatternKind } from '../../src/facts.ts'
import { analysisOf } from '../routes/routes-of.ts'

async function seen(files: Readonly<Record<string, string>>, kind: PatternKind): Promise<readonly string[]> {
  return (await analysisOf(files)).patterns.filter((one) => one.kind === kind).map(({ place }) => `${place.file}:${place.line}`)
}

const VIEWS = (above: string, body = 'return redirect("/")'): string =>
  `from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.shortcuts import redirect, render
from django.views.generic import CreateView
from .models import Trip

def trips(request):
    return render(request, 'trips.html', {'trips': Trip.objects.all()[:9]})

${above}def close(request, pk):
    Trip.objects.filter(pk=pk).update(closed=True)
    ${body}

class TripCreate(LoginRequiredMixin, CreateView):
    model = Trip
    fields = ['name']
`
const URLS = `from django.urls import path
from . import views
urlpatterns = [
    path('trips/', views.trips, name='trips'),
    path('trips/<int:pk>/close/', views.close, name='trip-close'),
    path('trips/new/', views.TripCreate.as_view(), name='trip-new'),
]
`
const MODELS = `from django.db import models\nclass Trip(models.Model):\n    name = models.TextField()\n    closed = models.BooleanField(default=False)\n`

const project = (views: string, page: string): Record<string, string> => ({
  'tours/views.py': views,
  'tours/urls.py': URLS,
  'tours/models.py': MODELS,
  'tours/templates/trips.html': page,
})

const FOR_STAFF = `{% if user.is_staff %}<a href="{% url 'trip-close' trip.pk %}">Close</a>{% endif %}`

describe('routes that only pages keep to a role', () => {
  it.each([
    ['a function', VIEWS('@login_required\n'), FOR_STAFF, ['tours/views.py:11']],
    ['with a namespace', VIEWS('@login_required\n'), FOR_STAFF.replace('trip-close', 'tours:trip-close'), ['tours/views.py:11']],
    ['a class', VIEWS('@login_required\n'), `{% if user.role == "guide" %}{% url 'trip-new' %}{% endif %}`, ['tours/views.py:15']],
    ['by a permission', VIEWS('@login_required\n'), `{% if perms.tours.add_trip %}{% url 'trip-new' %}{% endif %}`, ['tours/views.py:15']],
    ['a link that others see too', VIEWS('@login_required\n'), `${FOR_STAFF}{% url 'trip-close' trip.pk %}`, []],
    [
      'a link that is also for its owner',
      VIEWS('@login_required\n'),
      FOR_STAFF.replace('user.is_staff', 'trip.guide == user or user.is_staff'),
      [],
    ],
    ['a link for whoever is signed in', VIEWS('@login_required\n'), FOR_STAFF.replace('is_staff', 'is_authenticated'), []],
    ['the other way', VIEWS('@login_required\n'), FOR_STAFF.replace('%}<a', '%}{% else %}<a'), []],
    ['a route that asks for a permission', VIEWS("@permission_required('tours.close')\n"), FOR_STAFF, []],
    [
      'a route that asks the role in its own way',
      VIEWS('@login_required\n', 'return redirect("/") if request.user.is_staff else undo(pk)'),
      FOR_STAFF,
      [],
    ],
  ])('%s', async (_name, views, page, places) => {
    expect(await seen(project(views, page), 'role-in-page-only')).toEqual(places)
  })
})

const DJANGO = (condition: string): Record<string, string> => ({
  'reports/views.py': `from django.contrib.auth.decorators import login_required\nfrom django.http import HttpResponse\nfrom django.urls import path\n@login_required\ndef totals(request):\n    if ${condition}:\n        return HttpResponse(status=403)\n    return HttpResponse('12')\nurlpatterns = [path('totals/', totals)]\n`,
})
const EXPRESS = (condition: string): Record<string, string> => ({
  'app.js': `const express = require('express')\nconst app = express()\napp.delete('/rooms/:id', (req, res) => {\n  if (${condition}) return res.status(403).end()\n  res.json({ ok: true })\n})\n`,
})

describe('roles that the caller tells of itself', () => {
  it.each([
    ['a cookie', DJANGO("request.COOKIES.get('user_role') != 'chief'"), ['reports/views.py:6']],
    [
      'a cookie beside the role that the server knows',
      DJANGO("request.user.role != 'chief' and request.COOKIES['role'] != 'chief'"),
      ['reports/views.py:6'],
    ],
    ['a header', DJANGO("not request.headers.get('X-Is-Admin')"), ['reports/views.py:6']],
    ['a cookie of Express', EXPRESS("req.cookies.role !== 'admin'"), ['app.js:4']],
    ['a header of Express', EXPRESS("req.headers['x-role'] !== 'admin'"), ['app.js:4']],
    ['the role that the server knows', DJANGO("request.user.role != 'chief'"), []],
    ['a cookie that decides nothing of rights', DJANGO("request.COOKIES.get('theme') != 'dark'"), []],
    ['a role of the body that is checked to be one of a list', EXPRESS("!['guest', 'admin'].includes(req.session.role)"), []],
  ])('%s', async (_name, files, places) => {
    expect(await seen(files, 'role-claimed')).toEqual(places)
  })
})
