import csv
import subprocess
import tempfile
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from stintpay.models import Contractor, Invoice
from stintpay.repositories.people import Contractors
from stintpay.repositories.work import Timesheets
from stintpay.settings import settings

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
pages = Environment(loader=FileSystemLoader(TEMPLATES), trim_blocks=True, lstrip_blocks=True)


def rows(db, agency_id: int, month: str) -> list[dict]:
    team = Contractors(db).team(agency_id, "name")
    hours = Timesheets(db).hours([c.id for c in team], month)
    return [{"name": c.name, "email": c.email, "hours": hours.get(c.id, 0), "rate": c.day_rate} for c in team]


def month_page(db, agency_id: int, month: str) -> str:
    return pages.get_template("month.html").render(month=month, rows=rows(db, agency_id, month))


def own_layout(db, agency_id: int, month: str, template: str) -> str:
    """The report in the layout that an agency sent."""
    return pages.from_string(template).render(month=month, rows=rows(db, agency_id, month))


def export(db, user: Contractor, month: str) -> Path:
    folder = settings.export_dir / str(user.agency_id)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{month}.csv"
    with target.open("w", newline="") as f:
        writer = csv.DictWriter(f, ["name", "email", "hours", "rate"])
        writer.writeheader()
        writer.writerows(rows(db, user.agency_id, month))
    return target


def compress(path: Path) -> Path:
    subprocess.run(["gzip", "--force", "--keep", "--", str(path)], check=True, timeout=30)
    return path.with_name(path.name + ".gz")


def invoice_pdf(invoice: Invoice, contractor: Contractor) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="invoice-"))
    source, target = folder / "invoice.html", folder / "invoice.pdf"
    source.write_text(pages.get_template("invoice.html").render(invoice=invoice, contractor=contractor))
    command = f'wkhtmltopdf --quiet --title "{invoice.title}" {source} {target}'
    subprocess.run(command, shell=True, check=True, timeout=60)
    return target
