def build(month):
    return {"kind": "revenue", "month": month, "rows": []}
