"""From an HTTP request to a call: query, JSON, form and multipart. Knows encodings, and nothing of what the parameters mean."""

import json
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.sandbox.call import Call, Upload
from bot.sandbox.refusal import Refusal, bad

LARGEST_UPLOAD = 50 * 1024 * 1024
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def read_call(request: Request, method: str) -> Call:
    """GET and POST alike; what stands in the query counts too, and the body wins."""
    call = Call(method, dict(request.query_params))
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        call.values.update(_json_values(await request.body()))
    elif kind in FORMS:
        await _read_form(request, call)
    return call


def _json_values(body: bytes) -> dict[str, str]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        raise bad("can't parse the request's JSON object") from None
    if not isinstance(found, dict):
        raise bad("object expected as the request's JSON")
    return {name: _as_text(value) for name, value in found.items()}


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


async def _read_form(request: Request, call: Call) -> None:
    try:
        form = await request.form(max_part_size=LARGEST_UPLOAD)
    except HTTPException as wrong:
        raise bad(f"can't parse the request's form: {wrong.detail}") from None
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            call.files[name] = await _upload(name, value)
        else:
            call.values[name] = value
    await form.close()


async def _upload(name: str, part: UploadFile) -> Upload:
    content = await part.read()
    if len(content) > LARGEST_UPLOAD:
        raise Refusal(413, "Request Entity Too Large")
    return Upload(part.filename or name, content, part.content_type or "application/octet-stream")
