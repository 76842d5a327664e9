def test_smoke(notice, snippet):
    assert notice.live and notice.clearance_id
    assert type(notice).objects.disclosed().get() == notice
    assert not snippet.live
