"""How somebody fills in a return in a browser: with the mouse, or by the keyboard alone, counting."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

MOST_TABS = 60
ABOUT = {
    "What kind of activity": "Several workshops", "Art form": "Dance", "First day": "14/9/2026",
    "Last day": "27/11/2026", "Who paid for most of it": "Our own funds",
}  # fmt: skip
LINE = {
    "Key stage": "KS2", "Children": "30", "Sessions": "4", "Hours": "6", "Teachers": "2", "New or repeat": "New",
    "Arts Awards": "0",
}  # fmt: skip
PUPILS = ("1", "4", "9", "5", "12")


def give(field: Locator, text: str) -> None:
    """Answer one question, whether it is chosen or typed."""
    if field.evaluate("element => element.tagName") == "SELECT":
        field.select_option(label=text)
    else:
        field.fill(text)


def answer_project(page: Page, answers: dict[str, str]) -> None:
    for label, text in answers.items():
        give(page.get_by_label(label, exact=True), text)


def answer_line(page: Page, school: str, answers: dict[str, str]) -> None:
    for label, text in answers.items():
        give(page.get_by_label(f"{label}, {school}", exact=True), text)


def add_school(page: Page, name: str) -> None:
    page.get_by_label("Its name, postcode or URN").fill(name)
    press(page, "Find it")


def add_project(page: Page, title: str) -> None:
    page.get_by_label("What is the project called?").fill(title)
    press(page, "Add this project")


def press(page: Page, name: str) -> None:
    """Press a button by name, once its page is there, and wait for the page that follows."""
    button = page.get_by_role("button", name=name, exact=True).first
    button.wait_for()
    page.wait_for_load_state()
    page.evaluate("document.activeElement.blur()")
    wait_till_saved(page)
    with page.expect_navigation():
        button.click()


def wait_till_saved(page: Page) -> None:
    """Wait until nothing is on its way: the database of the tests, in memory, takes one writer and lets no other wait."""
    for _ in range(100):
        if not page.evaluate("document.querySelector('auto-save')?.busy ?? false"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("What was typed is still being saved")


@dataclass
class Keyboard:
    """A keyboard that counts: fields that were filled, and tabs and presses."""

    page: Page
    fields: int = 0
    presses: int = 0

    def go_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus, which has to be seen wherever it stops on the way."""
        for _ in range(MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            self.presses += 1
            assert self.page.evaluate(IS_SEEN), self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        raise AssertionError(f"Tab does not lead to {target}")

    def enter(self, target: Locator) -> None:
        """Press Enter on a button, a link or a field, and wait for the page that follows."""
        self.go_to(target)
        wait_till_saved(self.page)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.presses += 1

    def write(self, target: Locator, text: str) -> None:
        """Type an answer, or the first letters of a choice."""
        self.go_to(target)
        self.page.keyboard.type(text)
        self.fields += 1

    def skip_to_the_page(self) -> None:
        """Take the first link, which leads past the heading; after a form, the browser is often there already."""
        if not self.page.url.endswith("#main"):
            self.go_to(self.page.get_by_role("link", name="Skip to"))
            self.page.keyboard.press("Enter")
            self.presses += 1


IS_SEEN = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return true;
    const shown = getComputedStyle(here), box = here.getBoundingClientRect();
    const ringed = parseFloat(shown.outlineWidth) > 0 && shown.outlineStyle !== "none";
    return here.checkVisibility() && box.width > 0 && (ringed || shown.boxShadow !== "none");
}"""
