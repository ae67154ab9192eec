from django.db import models


class BookQuerySet(models.QuerySet):
    def lent_at_least(self, times):
        return self.filter(loans__gte=times)

    def near_mark(self, mark):
        return self.extra(where=["similarity(shelf_mark, '%s') > 0.4" % mark])


class Book(models.Model):
    title = models.CharField(max_length=200)
    shelf_mark = models.CharField(max_length=40, db_index=True)
    loans = models.PositiveIntegerField(default=0)

    objects = BookQuerySet.as_manager()

    def as_json(self):
        return {"id": self.pk, "title": self.title, "mark": self.shelf_mark}
