from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()

DEFAULT_CONDITION = "temperature > 30 and humidity < 60"


class Reading(BaseModel):
    temperature: float
    humidity: float
    condition: str = ""


@app.post("/alarms/test")
def test_alarm(reading: Reading):
    stack = [DEFAULT_CONDITION]
    stack.append(reading.condition)
    stack.append(stack.pop() or DEFAULT_CONDITION)
    names = {"temperature": reading.temperature, "humidity": reading.humidity}
    fires = eval(stack[-1], {}, names)
    return {"fires": bool(fires), "custom": bool(reading.condition)}
