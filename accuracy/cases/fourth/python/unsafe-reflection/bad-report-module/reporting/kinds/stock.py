def build(month):
    return {"kind": "stock", "month": month, "rows": []}
