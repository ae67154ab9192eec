from sheets.formulas import Formula
from sheets.repository import SheetRepository


class SheetService:
    def __init__(self, sheets: SheetRepository):
        self.sheets = sheets

    async def computed(self, sheet_id: int, owner_id: int, text: str) -> list[float]:
        formula = Formula(text)
        rows = await self.sheets.rows(sheet_id, owner_id)
        return [formula.value_for(row) for row in rows]
