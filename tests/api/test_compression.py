"""Large answers travel compressed, small ones as they are."""

from tests.fixtures.api import bearer


async def test_what_a_phone_fetches_first_is_compressed(api, gym, built_in):
    answer = await api.get("/api/v1/sync/bootstrap", headers=bearer(gym.member))
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.json()["exercises"]) > 100
    assert answer.num_bytes_downloaded * 4 < len(answer.content)


async def test_a_small_answer_stays_as_it_is(api, gym):
    answer = await api.get("/api/v1/me", headers=bearer(gym.member))
    assert "content-encoding" not in answer.headers


async def test_who_cannot_unpack_gets_it_plain(api, gym, built_in):
    plain = bearer(gym.member) | {"Accept-Encoding": "identity"}
    answer = await api.get("/api/v1/sync/bootstrap", headers=plain)
    assert "content-encoding" not in answer.headers
