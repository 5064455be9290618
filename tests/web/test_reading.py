"""Reading options hold on every page, need no account, and send nobody elsewhere."""

import pytest

pytestmark = pytest.mark.django_db


def test_what_was_chosen_holds_on_the_next_page(client):
    response = client.post("/reading/", {"size": "large", "contrast": "cream", "face": "", "back": "/map/?q=a"})
    assert response.url == "/map/?q=a"
    html = client.get("/reading/").content.decode()
    assert 'data-size="large"' in html
    assert 'data-contrast="cream"' in html
    assert "data-face" not in html


def test_putting_it_all_back_forgets(client):
    client.post("/reading/", {"size": "large"})
    client.post("/reading/", {"size": "large", "reset": "yes"})
    assert "data-size" not in client.get("/reading/").content.decode()


def test_only_what_is_offered_is_kept(client):
    client.post("/reading/", {"size": 'huge" onload="x', "layout": "plain"})
    html = client.get("/").content.decode()
    assert "onload" not in html
    assert 'data-layout="plain"' in html


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "\\\\example.org"]
)
def test_nobody_is_sent_elsewhere(client, elsewhere):
    assert client.post("/reading/", {"back": elsewhere}).url == "/"


def test_the_form_shows_what_is_chosen(client):
    client.post("/reading/", {"contrast": "dark"})
    html = client.get("/reading/").content.decode()
    assert 'name="contrast" value="dark" checked' in html
