from .tables import Trail


def note(work, me, action: str, subject: object) -> None:
    work.add(Trail(team_id=me.team_id, actor=me.id, action=action, subject=str(subject)[:80]))
