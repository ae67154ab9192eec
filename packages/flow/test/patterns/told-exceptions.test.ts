import { table } from './lines-of.ts'

/** A handler of errors whose answer a function of the tree puts together. */
const APP = (told: string, handled = 'Exception'): string => `from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
app = FastAPI()
class Refused(Exception):
    pass
def problem(status: int, message: str, **more) -> dict:
    return {'error': {'status': status, 'message': message, **more}}
@app.exception_handler(${handled})
async def failed(request: Request, exc: ${handled}):
    return JSONResponse(problem(500, ${told}), 500)
`

table('stack-trace-response', [
  ['the text of any exception', APP("f'{type(exc).__name__}: {exc}'"), [10]],
  ['the text of any exception, as it is', APP('str(exc)'), [10]],
  ['a text of the service', APP("'Something went wrong'"), []],
  ['the text of an exception of the service', APP('str(exc)', 'Refused'), []],
])
