import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const MODELS = `from django.db import models\nclass Loan(models.Model):\n    open = models.BooleanField()\n    def close(self):\n        self.open = False\n        self.save(update_fields=['open'])\n    def drop(self):\n        self.delete()\n    def late(self):\n        return self.open\n`
const view = (statement: string): string =>
  `from django.http import HttpResponse\nfrom django.shortcuts import get_object_or_404\nfrom django.views.generic import View\nfrom models import Loan\nclass Base(View):\n    def loan(self):\n        return get_object_or_404(Loan, pk=self.kwargs['pk'])\nclass Act(Base):\n    def get(self, request, pk):\n        ${statement}\n        return HttpResponse()\n`
const URLS = `from django.urls import path\nfrom views import Act\nurlpatterns = [path('loans/<int:pk>/act/', Act.as_view())]\n`

it.each([
  ['of a row that a helper loads', 'self.loan().close()', ['read-one', 'update']],
  ['of a row in a variable', 'loan = get_object_or_404(Loan, pk=pk)\n        loan.close()', ['read-one', 'update']],
  ['that takes the row away', 'Loan.objects.get(pk=pk).drop()', ['read-one', 'delete']],
  ['that only tells something', 'self.loan().late()', ['read-one']],
])('follows a method %s', async (_name, statement, kinds) => {
  const { routes } = await analysisOf({ 'models.py': MODELS, 'views.py': view(statement), 'urls.py': URLS })
  expect(routes[0]?.effects.map(({ kind }) => kind)).toEqual(kinds)
})

it.each([
  ['a method of a row that is made here', "loan = Loan.objects.create(id=request.GET['id'])\n        loan.close()", false],
  ['a row that is made here', "loan = Loan.objects.create(id=request.GET['id'])\n        loan.save()", false],
  ['a method of a row that was there', "loan = Loan.objects.get(id=request.GET['id'])\n        loan.close()", true],
])('whether the request chooses %s', async (_name, statement, isChosen) => {
  const { routes } = await analysisOf({ 'models.py': MODELS, 'views.py': view(statement), 'urls.py': URLS })
  const changes = routes.flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'update'))
  expect(changes.map(({ byRequestId }) => byRequestId)).toEqual([isChosen])
})
