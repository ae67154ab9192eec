from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from .login import login_required
from .models import Recipe, db
from .text import to_html

bp = Blueprint("kitchen", __name__)


@bp.get("/recipes/<int:recipe_id>")
def show(recipe_id):
    recipe = db.get_or_404(Recipe, recipe_id)
    return render_template("recipe.html", recipe=recipe, notes=to_html(recipe.notes))


@bp.post("/recipes/<int:recipe_id>/notes")
@login_required
def save_notes(recipe_id):
    recipe = Recipe.query.filter_by(id=recipe_id, cook_id=g.cook_id).first()
    if recipe is None:
        abort(404)
    recipe.notes = request.form["notes"][:10_000]
    db.session.commit()
    return redirect(url_for("kitchen.show", recipe_id=recipe.id))
