from django.contrib.auth.models import User
from django.test import TestCase

from circle.models import Book


class ShelfTests(TestCase):
    def setUp(self):
        self.reader = User.objects.create_user("marigold", "m@books.example", "a shelf by the window")
        Book.objects.create(title="The quiet harbour", author="Unknown", owner=self.reader)

    def test_shelf_shows_books(self):
        self.assertContains(self.client.get("/"), "The quiet harbour")

    def test_editing_needs_the_owner(self):
        other = User.objects.create_user("clover", "c@books.example", "another shelf entirely")
        self.client.force_login(other)
        self.assertEqual(self.client.get("/books/1/edit/").status_code, 404)
